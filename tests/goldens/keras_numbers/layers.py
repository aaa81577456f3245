"""Every layer: output, next state, and the gradients by inputs and parameters."""

import re

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


def _keras_options(config):
    """camelCase names as Keras writes them, lists as tuples."""
    spell = lambda name: re.sub(r"[A-Z]", lambda letter: f"_{letter.group().lower()}", name.replace("keepDims", "keepdims"))
    pair = lambda value: tuple(map(pair, value)) if isinstance(value, list) else value
    return {spell(name): pair(value) for name, value in config.items()}


def _picture(title, kind, make, shape, config):
    return _case(title, kind, make(**_keras_options(config)), Draw(f"{title}: x").normal(*shape), config=config)


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


def _convolutions():
    cases = (
        ("valid", (2, 5, 6, 3), {"filters": 5, "kernelSize": 3}),
        ("same", (2, 5, 6, 3), {"filters": 5, "kernelSize": [3, 2], "padding": "same", "activation": "relu"}),
        ("of one pixel", (1, 3, 3, 6), {"filters": 4, "kernelSize": 1}),
        ("valid, strides", (1, 6, 7, 2), {"filters": 3, "kernelSize": 3, "strides": 2}),
        ("same, strides, even", (1, 6, 4, 3), {"filters": 3, "kernelSize": 3, "strides": 2, "padding": "same"}),
        ("same, strides, odd", (1, 5, 7, 3), {"filters": 4, "kernelSize": 2, "strides": [2, 3], "padding": "same"}),
        ("strides beyond the window", (1, 7, 7, 2), {"filters": 3, "kernelSize": 2, "strides": 3, "padding": "same"}),
        ("valid, dilated", (1, 6, 7, 2), {"filters": 3, "kernelSize": [2, 3], "dilationRate": [2, 3]}),
        ("same, dilated", (1, 6, 5, 2), {"filters": 3, "kernelSize": 3, "dilationRate": 2, "padding": "same"}),
        ("without bias", (1, 4, 4, 1), {"filters": 2, "kernelSize": 3, "useBias": False}),
    )
    for title, shape, config in cases:
        yield _picture(f"conv2d, {title}", "conv2d", layers.Conv2D, shape, config)
    cases = (
        ("valid", (2, 5, 6, 3), {"kernelSize": 3}),
        ("same", (1, 5, 6, 3), {"kernelSize": [3, 2], "padding": "same", "activation": "tanh"}),
        ("multiplied", (1, 4, 5, 3), {"kernelSize": 3, "depthMultiplier": 2}),
        ("same, strides", (1, 5, 6, 3), {"kernelSize": 3, "strides": 2, "padding": "same", "depthMultiplier": 2}),
        ("valid, strides", (1, 7, 6, 5), {"kernelSize": 2, "strides": 3}),
        ("same, dilated", (1, 6, 5, 2), {"kernelSize": 3, "dilationRate": 2, "padding": "same", "depthMultiplier": 2}),
        ("valid, dilated", (1, 5, 7, 2), {"kernelSize": 2, "dilationRate": [2, 3]}),
        ("without bias", (1, 4, 4, 5), {"kernelSize": 3, "useBias": False}),
    )
    for title, shape, config in cases:
        yield _picture(f"depthwise conv2d, {title}", "depthwiseConv2d", layers.DepthwiseConv2D, shape, config)


def _pooling():
    cases = (
        ("valid", (2, 5, 6, 3), {"poolSize": 2}),
        ("valid, overlapping", (1, 5, 6, 3), {"poolSize": 3, "strides": 1}),
        ("same", (2, 5, 7, 3), {"poolSize": 2, "padding": "same"}),
        ("same, overlapping", (1, 5, 6, 2), {"poolSize": 3, "strides": 2, "padding": "same"}),
        ("same, strides of 1", (1, 4, 5, 2), {"poolSize": [2, 3], "strides": 1, "padding": "same"}),
        ("strides beyond the window", (1, 7, 8, 2), {"poolSize": 2, "strides": [3, 4], "padding": "same"}),
        ("larger than the picture", (1, 3, 4, 2), {"poolSize": 5, "strides": 2, "padding": "same"}),
    )
    for title, shape, config in cases:
        yield _picture(f"max pooling, {title}", "maxPooling2d", layers.MaxPooling2D, shape, config)
        yield _picture(f"average pooling, {title}", "averagePooling2d", layers.AveragePooling2D, shape, config)
    yield _picture("max pooling by default", "maxPooling2d", layers.MaxPooling2D, (1, 4, 5, 2), {})
    levels = Draw("max pooling, equal ones: x").integers(2, 1, 5, 5, 2).astype(np.float32)
    equal = {"poolSize": 3, "strides": 2, "padding": "same"}
    yield _case("max pooling, equal ones", "maxPooling2d", layers.MaxPooling2D(3, 2, "same"), levels, config=equal)
    for name, kind, make in (
        ("mean", "globalAveragePooling2d", layers.GlobalAveragePooling2D),
        ("greatest", "globalMaxPooling2d", layers.GlobalMaxPooling2D),
    ):
        for config in ({}, {"keepDims": True}):
            kept = ", axes kept" if config else ""
            yield _picture(f"global {name}{kept}", kind, make, (2, 2, 3, 3), config)
    yield _case("global greatest, equal ones", "globalMaxPooling2d", layers.GlobalMaxPooling2D(), levels)


def _sizes():
    for title, config in (
        ("by default", {}),
        ("of height and width", {"padding": [2, 0]}),
        ("of each side", {"padding": [[0, 1], [2, 3]]}),
    ):
        yield _picture(f"zero padding {title}", "zeroPadding2d", layers.ZeroPadding2D, (1, 2, 3, 2), config)
    for interpolation in ("nearest", "bilinear"):
        for size in (2, [3, 1], [2, 5]):
            config = {"size": size, "interpolation": interpolation}
            yield _picture(f"up sampling, {interpolation}, {size}", "upSampling2d", layers.UpSampling2D, (1, 3, 2, 3), config)
    yield _picture("up sampling by default", "upSampling2d", layers.UpSampling2D, (2, 2, 1, 2), {})


def numbers():
    keras.utils.set_random_seed(0)
    dense = (_dense, _elementwise, _softmax, _shapes, _dropout, _batch_normalization, _merging)
    groups = (*dense, _convolutions, _pooling, _sizes)
    return {"cases": [case for group in groups for case in group()]}
