"""Metrics over batches of unequal size: the result after each of them."""

import keras
import numpy as np
from keras import metrics

from .draw import Draw

SIZES = (5, 3, 1)


def _case(title, kind, metric, batches, options=None):
    results = []
    for batch in batches:
        metric.update_state(batch["y"], batch["prediction"], batch.get("sampleWeight"))
        results.append(np.float32(np.asarray(metric.result())))
    return {"name": title, "metric": kind, "options": options or {}, "batches": batches, "results": results}


def _both(title, kind, make, batch, options=None):
    """Without and with sample weights; batch(draw, n) gives (y, prediction)."""
    draw = Draw(title)
    pairs = [batch(draw, n) for n in SIZES]
    plain = [{"y": y, "prediction": prediction} for y, prediction in pairs]
    weighted = [{**entry, "sampleWeight": draw.uniform(len(entry["y"]), high=2)} for entry in plain]
    weighted[0]["sampleWeight"][0] = 0
    yield _case(title, kind, make(), plain, options)
    yield _case(f"{title}, sample weights", kind, make(), weighted, options)


def _one_hot(draw, n):
    return draw.one_hot(6, n), draw.probabilities(n, 6)


def _confident(draw, n):
    """Most rows have one output above a half, about as often the right one as not."""
    target = draw.one_hot(6, n)
    scores = np.exp(8 * draw.uniform(n, 6) + 2 * target)
    return target, np.round(scores / scores.sum(-1, keepdims=True), 4).astype(np.float32)


def _one_hot_per_step(draw, n):
    return draw.one_hot(4, n, 3), draw.probabilities(n, 3, 4)


def _labels(draw, n):
    return draw.integers(6, n), draw.probabilities(n, 6)


def _labels_in_a_column(draw, n):
    return draw.integers(6, n, 1), draw.probabilities(n, 6)


def _labels_per_step(draw, n):
    return draw.integers(4, n, 3), draw.probabilities(n, 3, 4)


def _binary(draw, n):
    prediction = draw.uniform(n, 1)
    prediction[0] = 0.5
    return draw.integers(2, n, 1).astype(np.float32), prediction


def _binary_of_several(draw, n):
    return draw.integers(2, n, 3).astype(np.float32), draw.uniform(n, 3)


def _values(draw, n):
    return draw.normal(n, 3), draw.normal(n, 3)


def _cubes(draw, n):
    return draw.normal(n, 2, 3), draw.normal(n, 2, 3)


def _tied(draw, n):
    prediction = np.tile(np.array([0.3, 0.1, 0.3, 0.1, 0.1, 0.1], np.float32), (n, 1))
    return np.eye(6, dtype=np.float32)[draw.integers(3, n)], prediction


def _accuracy():
    binary, categorical = metrics.BinaryAccuracy, metrics.CategoricalAccuracy
    sparse = metrics.SparseCategoricalAccuracy
    yield from _both("accuracy of one-hot rows", "accuracy", categorical, _one_hot)
    yield from _both("accuracy of one-hot rows a step", "accuracy", categorical, _one_hot_per_step)
    yield from _both("accuracy of labels", "accuracy", sparse, _labels)
    yield from _both("accuracy of labels in a column", "accuracy", sparse, _labels_in_a_column)
    yield from _both("accuracy of labels a step", "accuracy", sparse, _labels_per_step)
    yield from _both("accuracy of one sigmoid", "accuracy", binary, _binary)
    yield from _both("binary accuracy", "binaryAccuracy", binary, _binary)
    yield from _both("binary accuracy of several outputs", "binaryAccuracy", binary, _binary_of_several)
    yield from _both(
        "binary accuracy above 0.3", "binaryAccuracy", lambda: binary(threshold=0.3), _binary_of_several, {"threshold": 0.3}
    )
    yield from _both("categorical accuracy", "categoricalAccuracy", categorical, _one_hot)
    yield from _both("categorical accuracy of ties", "categoricalAccuracy", categorical, _tied)
    yield from _both("sparse categorical accuracy", "sparseCategoricalAccuracy", sparse, _labels)


def _top_k():
    for k in (1, 3, 5):
        top = lambda: metrics.TopKCategoricalAccuracy(k)
        sparse = lambda: metrics.SparseTopKCategoricalAccuracy(k)
        yield from _both(f"top {k} of one-hot rows", "topKAccuracy", top, _one_hot, {"k": k})
        yield from _both(f"top {k} of labels", "topKAccuracy", sparse, _labels, {"k": k})
    yield from _both("top k by default", "topKAccuracy", metrics.TopKCategoricalAccuracy, _one_hot)
    yield from _both("top 1 of ties", "topKAccuracy", lambda: metrics.TopKCategoricalAccuracy(1), _tied, {"k": 1})


def _counting():
    """F1 is the one number of all outputs above the threshold: Keras's with average='micro'."""
    f1 = lambda threshold: metrics.F1Score(average="micro", threshold=threshold)
    for title, batch in (("one sigmoid", _binary), ("several outputs", _binary_of_several), ("one-hot rows", _confident)):
        yield from _both(f"precision of {title}", "precision", metrics.Precision, batch)
        yield from _both(f"recall of {title}", "recall", metrics.Recall, batch)
        yield from _both(f"f1 of {title}", "f1", lambda: f1(0.5), batch)
    option = {"threshold": 0.3}
    yield from _both("precision above 0.3", "precision", lambda: metrics.Precision(0.3), _binary_of_several, option)
    yield from _both("recall above 0.3", "recall", lambda: metrics.Recall(0.3), _binary_of_several, option)
    yield from _both("f1 above 0.3", "f1", lambda: f1(0.3), _binary_of_several, option)


def _nothing(draw, n):
    return np.zeros((n, 2), np.float32), draw.uniform(n, 2, high=0.4)


def _undefined():
    """No positives at all: Keras answers 0."""
    yield from _both("precision of nothing", "precision", metrics.Precision, _nothing)
    yield from _both("recall of nothing", "recall", metrics.Recall, _nothing)
    yield from _both("f1 of nothing", "f1", lambda: metrics.F1Score(average="micro", threshold=0.5), _nothing)


def _errors():
    squared, absolute = metrics.MeanSquaredError, metrics.MeanAbsoluteError
    for title, batch in (("rows", _values), ("rank 3", _cubes)):
        yield from _both(f"mean squared error of {title}", "meanSquaredError", squared, batch)
        yield from _both(f"mean absolute error of {title}", "meanAbsoluteError", absolute, batch)


def numbers():
    keras.utils.set_random_seed(0)
    groups = (_accuracy, _top_k, _counting, _undefined, _errors)
    return {"cases": [case for group in groups for case in group()]}
