"""Initializers and dropout are random, so Keras's moments and quantiles stand for them."""

import keras
import numpy as np

QUANTILES = [0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99]
SHAPES = ((400, 300), (3, 3, 100, 150))
INITIALIZERS = {
    "zeros": lambda: keras.initializers.Zeros(),
    "ones": lambda: keras.initializers.Ones(),
    "glorotUniform": lambda: keras.initializers.GlorotUniform(seed=1),
    "glorotNormal": lambda: keras.initializers.GlorotNormal(seed=1),
    "heUniform": lambda: keras.initializers.HeUniform(seed=1),
    "heNormal": lambda: keras.initializers.HeNormal(seed=1),
}


def _case(kind, shape):
    values = np.asarray(INITIALIZERS[kind]()(shape), np.float64)
    return {
        "name": f"{kind} of {list(shape)}",
        "initializer": kind,
        "shape": list(shape),
        "mean": float(values.mean()),
        "deviation": float(values.std()),
        "least": float(values.min()),
        "greatest": float(values.max()),
        "quantiles": [float(value) for value in np.quantile(values, QUANTILES)],
    }


def _dropout(rate):
    y = np.asarray(keras.layers.Dropout(rate, seed=1)(np.ones((400, 300), np.float32), training=True))
    return {"rate": rate, "kept": np.float32(y.max()), "dropped": float((y == 0).mean())}


def numbers():
    return {
        "probabilities": QUANTILES,
        "cases": [_case(kind, shape) for kind in INITIALIZERS for shape in SHAPES],
        "dropout": [_dropout(rate) for rate in (0.1, 0.3, 0.5, 0.9)],
    }
