"""Whole training runs: fixed weights, fixed batches, forty steps or more; logs, final weights, evaluation, predictions.

Each run's model and compile options are written out a second time in TypeScript, under the same name.
"""

import keras
import numpy as np
from keras import layers, losses, metrics, optimizers

from .draw import Draw
from .layers import SLOTS

ROWS, HELD_OUT, BATCH, EPOCHS = 62, 21, 8, 5


def _weights(model, scale, title):
    for layer in model.layers:
        for variable in layer.variables:
            if "seed_generator" in variable.path:
                continue
            draw = Draw(f"{title}: {layer.name}/{variable.name}")
            positive = variable.name in ("gamma", "moving_variance")
            variable.assign(
                draw.uniform(*variable.shape, low=0.5, high=1.5)
                if positive
                else draw.normal(*variable.shape, scale=0.1 if variable.name in ("bias", "beta") else scale)
            )


def _snapshot(model):
    params, state = {}, {}
    for layer in model.layers:
        for variable in layer.variables:
            tree = state if variable.name in SLOTS else params
            tree[f"{layer.name}/{SLOTS.get(variable.name, variable.name)}"] = np.asarray(variable.value)
    return {"params": params, "state": state}


def _logs(entry, outputs):
    """`val_` becomes a record of its own; `class_loss` of an output named class becomes `class.loss`."""

    def ours(key):
        for output in outputs:
            key = key.replace(f"{output}_", f"{output}.", 1) if key.startswith(f"{output}_") else key
        return key

    plain = {ours(key): value for key, value in entry.items() if not key.startswith("val_")}
    held_out = {ours(key[4:]): value for key, value in entry.items() if key.startswith("val_")}
    return {**plain, **({"validation": held_out} if held_out else {})}


def _run(title, model, x, y, *, compiled, weight=None, class_weight=None, held_out=None, scale=0.5, batch=BATCH, epochs=EPOCHS, seen=None):
    _weights(model, scale, title)
    start = _snapshot(model)
    model.compile(**compiled)
    history = model.fit(
        x,
        y,
        batch_size=batch,
        epochs=epochs,
        shuffle=False,
        verbose=0,
        sample_weight=weight,
        class_weight=class_weight,
        validation_data=held_out,
        validation_batch_size=batch,
    ).history
    outputs = list(y) if isinstance(y, dict) else []
    evaluated = model.evaluate(x, y, batch_size=batch, sample_weight=weight, verbose=0, return_dict=True)
    predicted = model.predict(x, batch_size=batch, verbose=0)
    pack = lambda data: dict(zip(("x", "y", "sampleWeight"), data))
    return {
        "name": title,
        "weights": start,
        "train": pack((x, y, weight)),
        "validation": pack(held_out) if held_out else None,
        "classWeight": {str(key): value for key, value in class_weight.items()} if class_weight else None,
        "batchSize": batch,
        "epochs": epochs,
        "history": [
            _logs({key: np.float32(values[epoch]) for key, values in history.items()}, outputs) for epoch in range(epochs)
        ],
        "evaluated": _logs({key: np.float32(value) for key, value in evaluated.items()}, outputs),
        "predicted": np.asarray(seen(predicted)) if seen else predicted,
        "final": _snapshot(model),
    }


def _rows(title, count, width=5, classes=3):
    """Points around one centre a class, and the class of each."""
    draw = Draw(title)
    centres = draw.normal(classes, width)
    labels = draw.integers(classes, count)
    return np.round(centres[labels] + draw.normal(count, width, scale=0.8), 3).astype(np.float32), labels


def _classes(title, hot=True):
    x, labels = _rows(title, ROWS + HELD_OUT)
    y = np.eye(3, dtype=np.float32)[labels] if hot else labels
    return x[:ROWS], y[:ROWS], (x[ROWS:], y[ROWS:])


def _mlp(*middle, output="softmax", units=3, width=5):
    return keras.Sequential([keras.Input((width,)), *middle, layers.Dense(units, output, name="output")])


def _hidden(activation="relu", **options):
    return layers.Dense(7, activation, name="hidden", **options)


def _softmax_and_crossentropy():
    title = "softmax and categorical crossentropy, adam"
    x, y, held_out = _classes(title)
    compiled = {"optimizer": optimizers.Adam(0.01), "loss": "categorical_crossentropy", "metrics": ["accuracy"]}
    yield _run(title, _mlp(_hidden()), x, y, compiled=compiled, held_out=held_out)

    title = "softmax and sparse categorical crossentropy, rmsprop"
    x, y, held_out = _classes(title, hot=False)
    compiled = {"optimizer": optimizers.RMSprop(0.01), "loss": "sparse_categorical_crossentropy", "metrics": ["accuracy"]}
    yield _run(title, _mlp(_hidden("tanh")), x, y, compiled=compiled, held_out=held_out)

    title = "label smoothing, sgd with momentum"
    x, y, _ = _classes(title)
    loss = losses.CategoricalCrossentropy(label_smoothing=0.1)
    compiled = {"optimizer": optimizers.SGD(0.05, momentum=0.9), "loss": loss, "metrics": [metrics.CategoricalAccuracy(name="categoricalAccuracy")]}
    yield _run(title, _mlp(_hidden("sigmoid")), x, y, compiled=compiled)

    title = "one batch larger than the data, top k"
    x, y, _ = _classes(title)
    compiled = {
        "optimizer": optimizers.SGD(0.1),
        "loss": "categorical_crossentropy",
        "metrics": [metrics.TopKCategoricalAccuracy(2, name="top2")],
    }
    yield _run(title, _mlp(_hidden()), x, y, compiled=compiled, batch=100, epochs=40)

    title = "saturated softmax"
    x, y, _ = _classes(title)
    compiled = {"optimizer": optimizers.Adam(0.02), "loss": losses.CategoricalCrossentropy(from_logits=True)}
    yield _run(title, _mlp(_hidden(), output=None), x, y, compiled=compiled, scale=8, seen=keras.ops.softmax)

    title = "steps of a sequence"
    draw = Draw(title)
    x, y = draw.normal(ROWS, 4, 5), draw.integers(3, ROWS, 4)
    model = keras.Sequential([keras.Input((4, 5)), _hidden(), layers.Dense(3, "softmax", name="output")])
    compiled = {"optimizer": optimizers.Adam(0.02), "loss": "sparse_categorical_crossentropy", "metrics": ["accuracy"]}
    yield _run(title, model, x, y, compiled=compiled)


def _layers():
    title = "batch normalization before relu, adam"
    x, y, held_out = _classes(title)
    norm = layers.BatchNormalization(momentum=0.8, name="norm")
    model = _mlp(_hidden(None, use_bias=False), norm, layers.ReLU(name="relu"))
    compiled = {"optimizer": optimizers.Adam(0.01), "loss": "categorical_crossentropy", "metrics": ["accuracy"]}
    yield _run(title, model, x, y, compiled=compiled, held_out=held_out)

    title = "frozen batch normalization and frozen dense"
    x, y, held_out = _classes(title)
    norm = layers.BatchNormalization(name="norm", trainable=False)
    model = _mlp(_hidden(trainable=False), norm, layers.Dense(6, "tanh", name="middle"))
    compiled = {"optimizer": optimizers.Adam(0.02), "loss": "categorical_crossentropy", "metrics": ["accuracy"]}
    yield _run(title, model, x, y, compiled=compiled, held_out=held_out)

    title = "pictures, rescaled and flattened"
    draw = Draw(title)
    x, labels = draw.integers(256, ROWS, 3, 3, 2).astype(np.float32), draw.integers(3, ROWS)
    model = keras.Sequential(
        [
            keras.Input((3, 3, 2)),
            layers.Rescaling(1 / 255, name="rescaling"),
            layers.Flatten(name="flatten"),
            _hidden(None),
            layers.LeakyReLU(name="leakyRelu"),
            layers.Dense(3, name="output"),
            layers.Softmax(name="softmax"),
        ]
    )
    compiled = {"optimizer": optimizers.SGD(0.1, momentum=0.5, nesterov=True), "loss": "sparse_categorical_crossentropy"}
    yield _run(title, model, x, labels, compiled=compiled)

    title = "convolutions, batch normalization and pooling, adam"
    draw = Draw(title)
    x, labels = draw.normal(40, 6, 5, 2), draw.integers(3, 40)
    x[..., 0] += labels[:, None, None] - 1
    x = np.round(x, 3)
    model = keras.Sequential(
        [
            keras.Input((6, 5, 2)),
            layers.Conv2D(4, 3, padding="same", use_bias=False, name="first"),
            layers.BatchNormalization(momentum=0.8, name="norm"),
            layers.LeakyReLU(name="leakyRelu"),
            layers.MaxPooling2D(padding="same", name="greatest"),
            layers.DepthwiseConv2D(2, depth_multiplier=2, activation="tanh", name="each"),
            layers.Conv2D(5, 1, strides=(1, 2), activation="relu", name="second"),
            layers.AveragePooling2D(2, padding="same", name="mean"),
            layers.Flatten(name="flatten"),
            layers.Dense(3, "softmax", name="output"),
        ]
    )
    compiled = {"optimizer": optimizers.Adam(0.01), "loss": "sparse_categorical_crossentropy", "metrics": ["accuracy"]}
    yield _run(title, model, x[:31], labels[:31], compiled=compiled, held_out=(x[31:], labels[31:]), epochs=10)

    title = "l2 and l1, sgd with nesterov momentum"
    x, y, held_out = _classes(title)
    hidden = _hidden(kernel_regularizer=keras.regularizers.L2(0.01))
    output = layers.Dense(3, "softmax", kernel_regularizer=keras.regularizers.L1(0.02), name="output")
    model = keras.Sequential([keras.Input((5,)), hidden, output])
    optimizer = optimizers.SGD(0.05, momentum=0.9, nesterov=True)
    compiled = {"optimizer": optimizer, "loss": "categorical_crossentropy", "metrics": ["accuracy"]}
    yield _run(title, model, x, y, compiled=compiled, held_out=held_out)


def _weighted():
    title = "class weights, weighted metrics beside metrics"
    x, y, held_out = _classes(title, hot=False)
    compiled = {
        "optimizer": optimizers.Adam(0.01),
        "loss": "sparse_categorical_crossentropy",
        "metrics": [metrics.SparseCategoricalAccuracy(name="accuracy")],
        "weighted_metrics": [metrics.SparseCategoricalAccuracy(name="weighted")],
    }
    weights = {0: 0.5, 1: 1.0, 2: 3.0}
    yield _run(title, _mlp(_hidden()), x, y, compiled=compiled, class_weight=weights, held_out=held_out)

    title = "class weights of one-hot rows"
    x, y, _ = _classes(title)
    compiled = {"optimizer": optimizers.SGD(0.1), "loss": "categorical_crossentropy", "metrics": ["accuracy"]}
    yield _run(title, _mlp(_hidden()), x, y, compiled=compiled, class_weight={0: 2.0, 1: 0.25, 2: 1.0})

    title = "sample weights, weighted metrics beside metrics"
    x, y, held_out = _classes(title)
    draw = Draw(f"{title}: weights")
    compiled = {
        "optimizer": optimizers.Adam(0.01),
        "loss": "categorical_crossentropy",
        "metrics": [metrics.CategoricalAccuracy(name="accuracy")],
        "weighted_metrics": [metrics.CategoricalAccuracy(name="weighted")],
    }
    held_out = (*held_out, draw.uniform(HELD_OUT, high=2))
    weight = draw.uniform(ROWS, high=2)
    weight[3] = 0
    yield _run(title, _mlp(_hidden()), x, y, compiled=compiled, weight=weight, held_out=held_out)


def _binary():
    title = "one sigmoid and binary crossentropy, adamW"
    x, labels = _rows(title, ROWS + HELD_OUT, classes=2)
    y = labels.reshape(-1, 1).astype(np.float32)
    compiled = {
        "optimizer": optimizers.AdamW(0.01),
        "loss": "binary_crossentropy",
        "metrics": ["accuracy", metrics.Precision(name="precision"), metrics.Recall(name="recall")],
    }
    model = _mlp(_hidden(), output="sigmoid", units=1)
    yield _run(title, model, x[:ROWS], y[:ROWS], compiled=compiled, held_out=(x[ROWS:], y[ROWS:]))

    title = "binary crossentropy from logits"
    x, labels = _rows(title, ROWS, classes=2)
    y = labels.reshape(-1, 1).astype(np.float32)
    compiled = {"optimizer": optimizers.Adam(0.01, clipnorm=0.2), "loss": losses.BinaryCrossentropy(from_logits=True)}
    yield _run(title, _mlp(_hidden(), output=None, units=1), x, y, compiled=compiled)

    title = "saturated sigmoid"
    x, labels = _rows(title, ROWS, classes=2)
    y = labels.reshape(-1, 1).astype(np.float32)
    compiled = {"optimizer": optimizers.Adam(0.02), "loss": losses.BinaryCrossentropy(from_logits=True)}
    model = _mlp(_hidden(), output=None, units=1)
    yield _run(title, model, x, y, compiled=compiled, scale=8, seen=keras.ops.sigmoid)

    title = "several labels at once, f1"
    draw = Draw(title)
    x = draw.normal(ROWS, 5)
    y = (x[:, :3] + draw.normal(ROWS, 3, scale=0.5) > 0).astype(np.float32)
    compiled = {
        "optimizer": optimizers.RMSprop(0.01, momentum=0.5),
        "loss": "binary_crossentropy",
        "metrics": [metrics.BinaryAccuracy(name="binaryAccuracy"), metrics.F1Score(average="micro", threshold=0.5, name="f1")],
    }
    yield _run(title, _mlp(_hidden(), output="sigmoid"), x, y, compiled=compiled)


def _regression():
    for loss, optimizer, title in (
        ("mse", optimizers.RMSprop(0.01, centered=True), "mean squared error, centred rmsprop"),
        ("mae", optimizers.Adam(0.01, global_clipnorm=0.1), "mean absolute error, adam with a clipped global norm"),
        (
            "mse",
            optimizers.SGD(optimizers.schedules.ExponentialDecay(0.05, 10, 0.8)),
            "mean squared error, exponential decay",
        ),
        (
            "mse",
            optimizers.SGD(optimizers.schedules.PiecewiseConstantDecay([10, 20], [0.05, 0.02, 0.01]), weight_decay=0.1),
            "mean squared error, piecewise decay and weight decay",
        ),
    ):
        draw = Draw(title)
        x = draw.normal(ROWS + HELD_OUT, 5)
        y = np.round(np.sin(x[:, :2]) + x[:, 2:4] * x[:, 4:], 3).astype(np.float32)
        compiled = {
            "optimizer": optimizer,
            "loss": loss,
            "metrics": [metrics.MeanSquaredError(name="mse"), metrics.MeanAbsoluteError(name="mae")],
        }
        model = _mlp(_hidden("tanh"), output=None, units=2)
        yield _run(title, model, x[:ROWS], y[:ROWS], compiled=compiled, held_out=(x[ROWS:], y[ROWS:]))


def _graphs():
    title = "two inputs through one shared layer"
    draw = Draw(title)
    left, right = keras.Input((4,), name="left"), keras.Input((4,), name="right")
    shared = layers.Dense(6, name="shared")
    leaky = layers.LeakyReLU(0.1, name="leaky")
    joined = layers.Concatenate(name="joined")([leaky(shared(left)), leaky(shared(right))])
    model = keras.Model({"left": left, "right": right}, layers.Dense(3, "softmax", name="output")(joined))
    x = {"left": draw.normal(ROWS, 4), "right": draw.normal(ROWS, 4)}
    labels = (x["left"][:, 0] > x["right"][:, 0]).astype(np.int32) + (x["left"][:, 1] > 0)
    compiled = {"optimizer": optimizers.Adam(0.02), "loss": "sparse_categorical_crossentropy", "metrics": ["accuracy"]}
    yield _run(title, model, x, labels.astype(np.int32), compiled=compiled)

    title = "two outputs and a skip connection"
    draw = Draw(title)
    point = keras.Input((5,), name="point")
    first = layers.Dense(6, "relu", name="first")(point)
    second = layers.Dense(6, "tanh", name="second")(first)
    trunk = layers.Add(name="sum")([first, second])
    outputs = {
        "kind": layers.Dense(3, "softmax", name="kind")(trunk),
        "size": layers.Dense(1, name="size")(trunk),
    }
    model = keras.Model(point, outputs)
    x, labels = _rows(title, ROWS)
    y = {"kind": np.eye(3, dtype=np.float32)[labels], "size": np.round(np.abs(x).sum(-1, keepdims=True) / 5, 3)}
    compiled = {
        "optimizer": optimizers.Adam(0.01),
        "loss": {"kind": "categorical_crossentropy", "size": "mse"},
        "loss_weights": {"kind": 1.0, "size": 0.3},
        "metrics": {"kind": [metrics.CategoricalAccuracy(name="accuracy")], "size": [metrics.MeanAbsoluteError(name="mae")]},
    }
    yield _run(title, model, x, y, compiled=compiled)


def numbers():
    keras.utils.set_random_seed(0)
    groups = (_softmax_and_crossentropy, _layers, _weighted, _binary, _regression, _graphs)
    return {"cases": [case for group in groups for case in group()]}
