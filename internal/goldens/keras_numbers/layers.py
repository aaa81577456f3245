"""Every layer: output, next state, and the gradients by inputs and parameters."""

import keras
import numpy as np
from keras import layers

from .draw import Draw
from .gradient import pull_back

SLOTS = {"moving_mean": "movingMean", "moving_variance": "movingVariance"}


def _values(draw, variable):
    """Weights as training leaves them: scales and variances positive, the rest around 0."""
    if variable.name in ("gamma", "moving_variance"):
        return draw.uniform(*variable.shape, low=0.4, high=1.6)
    return draw.normal(*variable.shape, scale=0.6)


def _named(variables, values):
    return {SLOTS.get(variable.name, variable.name): np.asarray(value) for variable, value in zip(variables, values)}


def _case(title, kind, layer, *inputs, config=None, training=False):
    draw = Draw(title)
    layer.build([x.shape for x in inputs] if len(inputs) > 1 else inputs[0].shape)
    # A frozen layer's parameters are counted with its state; only its moving statistics are state.
    for variable in layer.variables:
        if "seed_generator" not in variable.path:
            variable.assign(_values(draw, variable))
    state = [variable for variable in layer.non_trainable_variables]
    params = layer.trainable_variables
    start = [np.asarray(variable.value) for variable in state]

    def call(*arguments):
        xs, values = arguments[: len(inputs)], arguments[len(inputs) :]
        x = list(xs) if len(xs) > 1 else xs[0]
        options = {"training": training} if layer._call_has_training_arg else {}
        return layer.stateless_call(list(values), start, x, **options)

    arguments = [*inputs, *(np.asarray(variable.value) for variable in params)]
    output, cotangent, gradients = pull_back(title, lambda *a: call(*a)[0], arguments)
    _, after = call(*arguments)
    moving = [i for i, variable in enumerate(state) if variable.name in SLOTS]
    frozen = [i for i, variable in enumerate(state) if variable.name in ("kernel", "bias", "gamma", "beta")]
    pick = lambda values, which: _named([state[i] for i in which], [values[i] for i in which])
    return {
        "name": title,
        "layer": kind,
        "config": config or {},
        "training": training,
        "inputs": list(inputs),
        "params": {**_named(params, arguments[len(inputs) :]), **pick(start, frozen)},
        "state": pick(start, moving),
        "output": output,
        "nextState": pick(after, moving),
        "cotangent": cotangent,
        "gradients": {"inputs": gradients[: len(inputs)], "params": _named(params, gradients[len(inputs) :])},
    }


def _dense():
    activations = {"linear": "linear", "relu": "relu", "leakyRelu": "leaky_relu"}
    activations |= {name: name for name in ("sigmoid", "tanh", "softmax")}
    for name, keras_name in activations.items():
        for shape in ((5, 4), (2, 3, 4)):
            title = f"dense, {name}, rank {len(shape)}"
            x = Draw(f"{title}: x").normal(*shape)
            yield _case(title, "dense", layers.Dense(3, keras_name), x, config={"units": 3, "activation": name})
    x = Draw("dense without bias: x").normal(5, 4)
    yield _case("dense without bias", "dense", layers.Dense(2, use_bias=False), x, config={"units": 2, "useBias": False})
    wide = Draw("dense of 70: x").normal(6, 70, scale=0.3)
    yield _case("dense of 70 inputs", "dense", layers.Dense(3, "relu"), wide, config={"units": 3, "activation": "relu"})


def _elementwise():
    x = Draw("elementwise: x").normal(4, 6, scale=2)
    yield _case("relu", "relu", layers.ReLU(), x)
    yield _case("leaky relu, slope by default", "leakyRelu", layers.LeakyReLU(), x)
    for slope in (0.0, 0.1, 0.75):
        config = {"negativeSlope": slope}
        yield _case(f"leaky relu, slope {slope}", "leakyRelu", layers.LeakyReLU(slope), x, config=config)
    yield _case("sigmoid", "sigmoid", layers.Activation("sigmoid"), x)
    yield _case("tanh", "tanh", layers.Activation("tanh"), x)
    yield _case("rescaling", "rescaling", layers.Rescaling(1 / 127.5, -1), x * 60, config={"scale": 1 / 127.5, "offset": -1})
    yield _case("rescaling without offset", "rescaling", layers.Rescaling(0.25), x, config={"scale": 0.25})


def _softmax():
    x = Draw("softmax: x").normal(2, 3, 4, scale=3)
    yield _case("softmax over the last axis", "softmax", layers.Softmax(), x)
    for axis in (1, 2, -2):
        yield _case(f"softmax over axis {axis}", "softmax", layers.Softmax(axis), x, config={"axis": axis})


def _shapes():
    x = Draw("shapes: x").normal(2, 3, 4, 2)
    yield _case("flatten", "flatten", layers.Flatten(), x)
    yield _case("flatten of scalars", "flatten", layers.Flatten(), x.reshape(-1))
    yield _case("reshape", "reshape", layers.Reshape((6, 4)), x, config={"targetShape": [6, 4]})
    yield _case("reshape with one length left open", "reshape", layers.Reshape((-1, 3)), x, config={"targetShape": [-1, 3]})


def _dropout():
    x = Draw("dropout: x").normal(3, 5)
    yield _case("dropout outside training", "dropout", layers.Dropout(0.4), x, config={"rate": 0.4})
    yield _case("dropout of nothing", "dropout", layers.Dropout(0), x, config={"rate": 0}, training=True)


def _batch_normalization():
    for shape in ((6, 3), (2, 3, 3, 2), (3, 4, 2)):
        x = Draw(f"batch normalization of {shape}").normal(*shape, scale=1.5, mean=0.7)
        rank = f"rank {len(shape)}"
        kind = "batchNormalization"
        yield _case(f"batch normalization, training, {rank}", kind, layers.BatchNormalization(), x, training=True)
        yield _case(f"batch normalization, inference, {rank}", kind, layers.BatchNormalization(), x)
        yield _case(
            f"batch normalization, frozen in training, {rank}",
            kind,
            layers.BatchNormalization(trainable=False),
            x,
            config={"trainable": False},
            training=True,
        )
        yield _case(
            f"batch normalization, momentum and epsilon, {rank}",
            kind,
            layers.BatchNormalization(momentum=0.6, epsilon=0.1),
            x,
            config={"momentum": 0.6, "epsilon": 0.1},
            training=True,
        )
        for option in ("center", "scale"):
            yield _case(
                f"batch normalization without {option}, {rank}",
                kind,
                layers.BatchNormalization(**{option: False}),
                x,
                config={option: False},
                training=True,
            )


def _merging():
    draw = Draw("merging")
    a, b, c = (draw.normal(2, 3, 4) for _ in range(3))
    yield _case("concatenate", "concatenate", layers.Concatenate(), a, draw.normal(2, 3, 2), draw.normal(2, 3, 1))
    yield _case("concatenate over axis 1", "concatenate", layers.Concatenate(1), a, b, config={"axis": 1})
    yield _case("add of two", "add", layers.Add(), a, b)
    yield _case("add of three", "add", layers.Add(), a, b, c)


def numbers():
    keras.utils.set_random_seed(0)
    groups = (_dense, _elementwise, _softmax, _shapes, _dropout, _batch_normalization, _merging)
    return {"cases": [case for group in groups for case in group()]}
