"""Optimizers: forty-five steps over the same gradients, from tiny to large, with zeros and changes of sign."""

import keras
import numpy as np
from keras import optimizers

from .draw import Draw
from .schedules import exponential, piecewise

STEPS = 45
SEEN = (1, 2, 3, 5, 10, 20, 40, 45)


def _params():
    draw = Draw("optimizers: params")
    return {"kernel": draw.normal(3, 2), "bias": draw.normal(2)}


def _gradients():
    """Each weight sees its own scale; one sees nothing until step 20, one nothing at all."""
    draw = Draw("optimizers: gradients")
    scale = np.array([[1, 0.1], [10, 1e-3], [1e-4, 1]], np.float32)
    kernel = np.round(draw.normal(STEPS, 3, 2) * scale, 7).astype(np.float32)
    kernel[:20, 0, 0] = 0
    bias = draw.normal(STEPS, 2, mean=0.3)
    bias[:, 1] = 0
    return {"kernel": kernel, "bias": bias}


def _case(title, kind, options, optimizer):
    start, gradients = _params(), _gradients()
    variables = [keras.Variable(value, name=name) for name, value in start.items()]
    optimizer.build(variables)
    seen = []
    for step in range(STEPS):
        optimizer.apply([keras.ops.convert_to_tensor(gradient[step]) for gradient in gradients.values()])
        if step + 1 in SEEN:
            seen.append({"step": step + 1, **{v.name: np.asarray(v.value) for v in variables}})
    return {"name": title, "optimizer": kind, "options": options, "seen": seen}


def _plain(kind, make, names, variants):
    """Every variant alone: options by our name, handed to Keras by its own."""
    for title, options in variants.items():
        yield _case(f"{kind}, {title}", kind, options, make(**{names[key]: value for key, value in options.items()}))


COMMON = {
    "learningRate": "learning_rate",
    "weightDecay": "weight_decay",
    "clipNorm": "clipnorm",
    "globalClipNorm": "global_clipnorm",
}
SHARED = {
    "weight decay": {"weightDecay": 0.01},
    "norm clipped": {"clipNorm": 0.5},
    "global norm clipped": {"globalClipNorm": 0.5},
    "norm clipped, weight decay": {"clipNorm": 0.5, "weightDecay": 0.01},
}


def _sgd():
    names = {**COMMON, "momentum": "momentum", "nesterov": "nesterov"}
    yield from _plain(
        "sgd",
        optimizers.SGD,
        names,
        {
            "by default": {},
            "learning rate": {"learningRate": 0.2},
            "momentum": {"learningRate": 0.05, "momentum": 0.9},
            "nesterov": {"learningRate": 0.05, "momentum": 0.9, "nesterov": True},
            "momentum, norm clipped, weight decay": {"momentum": 0.5, "clipNorm": 1.0, "weightDecay": 0.1},
            **SHARED,
        },
    )


def _adam():
    names = {**COMMON, "beta1": "beta_1", "beta2": "beta_2", "epsilon": "epsilon"}
    variants = {
        "by default": {},
        "learning rate": {"learningRate": 0.05},
        "betas": {"learningRate": 0.01, "beta1": 0.5, "beta2": 0.9},
        "epsilon": {"learningRate": 0.01, "epsilon": 1e-3},
    }
    yield from _plain("adam", optimizers.Adam, names, {**variants, **SHARED})
    yield from _plain("adamW", optimizers.AdamW, names, {**variants, **SHARED})


def _rmsprop():
    names = {**COMMON, "rho": "rho", "momentum": "momentum", "epsilon": "epsilon", "centered": "centered"}
    yield from _plain(
        "rmsprop",
        optimizers.RMSprop,
        names,
        {
            "by default": {},
            "rho": {"learningRate": 0.01, "rho": 0.5},
            "momentum": {"learningRate": 0.005, "momentum": 0.9},
            "centered": {"learningRate": 0.01, "centered": True},
            "centered, momentum": {"learningRate": 0.005, "momentum": 0.8, "centered": True, "epsilon": 1e-4},
            **SHARED,
        },
    )


def _scheduled():
    smooth = {"initialLearningRate": 0.1, "decaySteps": 10, "decayRate": 0.8}
    steps = {"boundaries": [10, 20], "values": [0.1, 0.05, 0.01]}
    for kind, options, make in (
        ("exponentialDecay", smooth, exponential),
        ("piecewiseConstantDecay", steps, piecewise),
    ):
        given = {"learningRate": {"schedule": kind, "options": options}}
        yield _case(f"sgd, {kind}", "sgd", given, optimizers.SGD(make(**options)))
        yield _case(f"adam, {kind}", "adam", given, optimizers.Adam(make(**options)))
        yield _case(f"adamW, {kind}", "adamW", given, optimizers.AdamW(make(**options)))


def numbers():
    cases = [case for group in (_sgd, _adam, _rmsprop, _scheduled) for case in group()]
    return {"params": _params(), "gradients": _gradients(), "cases": cases}
