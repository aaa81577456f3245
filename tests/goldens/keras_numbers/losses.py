"""Losses: the value of a batch and its gradient by the predictions.

`from` says what the predictions are: values, probabilities, or logits. Logits are what a model's softmax or sigmoid
stands on; Keras gets them with from_logits.
"""

import jax
import keras
import numpy as np

from .draw import Draw

LOSSES = {
    "meanSquaredError": keras.losses.MeanSquaredError,
    "meanAbsoluteError": keras.losses.MeanAbsoluteError,
    "categoricalCrossentropy": keras.losses.CategoricalCrossentropy,
    "sparseCategoricalCrossentropy": keras.losses.SparseCategoricalCrossentropy,
    "binaryCrossentropy": keras.losses.BinaryCrossentropy,
}


def _case(title, kind, target, prediction, *, weight=None, source="values", smoothing=None):
    options = {} if source == "values" else {"from_logits": source == "logits"}
    if smoothing is not None:
        options["label_smoothing"] = smoothing
    loss = LOSSES[kind](**options)
    # One weight a sample. Keras broadcasts it over one further axis by itself, not over two.
    spread = None if weight is None else weight.reshape(-1, *[1] * max(0, prediction.ndim - 2))
    value, gradient = jax.value_and_grad(lambda p: loss(target, p, sample_weight=spread))(prediction)
    return {
        "name": f"{kind}: {title}",
        "loss": kind,
        "from": source,
        "options": {"labelSmoothing": smoothing} if smoothing is not None else {},
        "target": target,
        "prediction": prediction,
        "sampleWeight": weight,
        "value": np.float32(value),
        "gradient": np.asarray(gradient),
    }


def _with_weights(title, kind, target, prediction, **options):
    weight = Draw(f"{kind}, {title}: weights").uniform(len(target), high=2)
    weight[0] = 0
    yield _case(title, kind, target, prediction, **options)
    yield _case(f"{title}, sample weights", kind, target, prediction, weight=weight, **options)


def _regression():
    for kind in ("meanSquaredError", "meanAbsoluteError"):
        for shape in ((5, 1), (5, 3), (3, 4, 2), (2, 3, 3, 2)):
            draw = Draw(f"{kind} {shape}")
            target, prediction = draw.normal(*shape), draw.normal(*shape)
            yield from _with_weights(f"rank {len(shape)} of {shape[-1]}", kind, target, prediction)
        draw = Draw(f"{kind} large")
        yield _case("large errors", kind, draw.normal(4, 2), draw.normal(4, 2, scale=1e4))


def _categorical():
    kind = "categoricalCrossentropy"
    for shape in ((6, 4), (2, 3, 4)):
        draw = Draw(f"{kind} {shape}")
        rank = f"rank {len(shape)}"
        target, soft = draw.one_hot(shape[-1], *shape[:-1]), draw.probabilities(*shape)
        probabilities, logits = draw.probabilities(*shape), draw.normal(*shape, scale=3)
        for source, prediction in (("probabilities", probabilities), ("logits", logits)):
            yield from _with_weights(f"{source}, {rank}", kind, target, prediction, source=source)
            yield _case(f"{source}, {rank}, soft targets", kind, soft, prediction, source=source)
            yield _case(f"{source}, {rank}, label smoothing", kind, target, prediction, source=source, smoothing=0.2)
    eye = np.eye(3, dtype=np.float32)
    certain = np.array([[1, 0, 0], [1, 0, 0], [0.5, 0.5, 0]], np.float32)
    tiny = np.array([[1e-8, 1, 1e-8], [0.2, 1e-30, 0.8], [0.6, 0.4 - 3e-7, 3e-7]], np.float32)
    loose = np.array([[0.2, 0.2, 0.2], [3, 1, 2], [0.9, 0.4, 0.1]], np.float32)
    far = np.array([[60, -60, 0], [60, -60, 0], [-60, 60, 60]], np.float32)
    yield _case("probabilities of 0 and 1", kind, eye, certain, source="probabilities")
    yield _case("tiny probabilities", kind, eye, tiny, source="probabilities")
    yield _case("rows that do not sum to 1", kind, eye, loose, source="probabilities")
    yield _case("logits of 60 and -60", kind, eye, far, source="logits")
    yield _case("logits of 60 and -60, label smoothing", kind, eye, far, source="logits", smoothing=0.1)


def _sparse():
    kind = "sparseCategoricalCrossentropy"
    draw = Draw(kind)
    for label, target, shape in (
        ("labels [n]", draw.integers(4, 6), (6, 4)),
        ("labels [n, 1]", draw.integers(4, 6, 1), (6, 4)),
        ("labels [n, t]", draw.integers(4, 2, 3), (2, 3, 4)),
    ):
        for source, prediction in (
            ("probabilities", draw.probabilities(*shape)),
            ("logits", draw.normal(*shape, scale=3)),
        ):
            yield from _with_weights(f"{source}, {label}", kind, target, prediction, source=source)
    labels = np.array([0, 1, 2], np.int32)
    certain = np.array([[1, 0, 0], [1, 0, 0], [0.5, 0.5, 0]], np.float32)
    tiny = np.array([[1e-8, 1, 1e-8], [0.2, 1e-30, 0.8], [0.6, 0.4 - 3e-7, 3e-7]], np.float32)
    loose = np.array([[0.2, 0.2, 0.2], [3, 1, 2], [0.9, 0.4, 0.1]], np.float32)
    far = np.array([[60, -60, 0], [60, -60, 0], [-60, 60, 60]], np.float32)
    yield _case("probabilities of 0 and 1", kind, labels, certain, source="probabilities")
    yield _case("tiny probabilities", kind, labels, tiny, source="probabilities")
    yield _case("rows that do not sum to 1", kind, labels, loose, source="probabilities")
    yield _case("logits of 60 and -60", kind, labels, far, source="logits")


def _binary():
    kind = "binaryCrossentropy"
    for shape in ((6, 1), (5, 3), (2, 3, 2)):
        draw = Draw(f"{kind} {shape}")
        title = f"rank {len(shape)} of {shape[-1]}"
        target, soft = draw.integers(2, *shape).astype(np.float32), draw.uniform(*shape)
        for source, prediction in (
            ("probabilities", draw.uniform(*shape, low=0.02, high=0.98)),
            ("logits", draw.normal(*shape, scale=3)),
        ):
            yield from _with_weights(f"{source}, {title}", kind, target, prediction, source=source)
            yield _case(f"{source}, {title}, soft targets", kind, soft, prediction, source=source)
            yield _case(f"{source}, {title}, label smoothing", kind, target, prediction, source=source, smoothing=0.2)
    target = np.array([[0], [1], [0], [1]], np.float32)
    column = lambda *values: np.array(values, np.float32).reshape(4, 1)
    yield _case("probabilities of 0 and 1", kind, target, column(1, 0, 0, 1), source="probabilities")
    yield _case("y = 0 and p = 1", kind, target[:1], column(1, 0, 0, 1)[:1], source="probabilities")
    yield _case("y = 1 and p = 0", kind, target[1:2], column(1, 0, 0, 1)[1:2], source="probabilities")
    yield _case("tiny probabilities", kind, target, column(1e-8, 1e-30, 1 - 3e-7, 3e-7), source="probabilities")
    yield _case("logits of 60 and -60", kind, target, column(60, -60, -60, 60), source="logits")
    yield _case("logits of 60 and -60, label smoothing", kind, target, column(60, -60, -60, 60), source="logits", smoothing=0.1)
    yield _case("logits around 0", kind, target, column(0, 1e-4, -1e-4, 1e-8), source="logits")


def numbers():
    groups = (_regression, _categorical, _sparse, _binary)
    return {"cases": [case for group in groups for case in group()]}
