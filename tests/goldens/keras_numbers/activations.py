"""Activation functions by name, over small, large and saturating inputs."""

import keras
import numpy as np

from .gradient import pull_back

POINTS = np.array(
    [-60, -20, -9, -5, -3, -1, -0.5, -0.1, -1e-3, -1e-6, 1e-6, 1e-3, 0.1, 0.5, 1, 3, 5, 9, 20, 60], np.float32
)
KERAS_NAMES = {"leakyRelu": "leaky_relu"}


def _case(activation, title, x):
    function = keras.activations.get(KERAS_NAMES.get(activation, activation))
    output, cotangent, (gradient,) = pull_back(title, function, [x])
    return {
        "name": title,
        "activation": activation,
        "input": x,
        "output": output,
        "cotangent": cotangent,
        "gradient": gradient,
    }


def numbers():
    names = ("linear", "relu", "leakyRelu", "sigmoid", "tanh", "softmax")
    rows = [_case(name, f"{name} of rows", POINTS.reshape(4, 5)) for name in names]
    cubes = [_case(name, f"{name} of rank 3", POINTS.reshape(2, 5, 2) / 4) for name in names]
    return {"cases": rows + cubes}
