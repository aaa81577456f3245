"""Learning rates at steps counted from 0."""

import keras
import numpy as np

STEPS = [0, 1, 2, 3, 4, 5, 9, 10, 11, 19, 20, 21, 40, 99, 100, 101, 1000]
schedules = keras.optimizers.schedules


def _case(title, kind, options, schedule):
    return {
        "name": title,
        "schedule": kind,
        "options": options,
        "steps": STEPS,
        "values": [np.float32(schedule(step)) for step in STEPS],
    }


def exponential(**options):
    return schedules.ExponentialDecay(
        options["initialLearningRate"], options["decaySteps"], options["decayRate"], options.get("staircase", False)
    )


def piecewise(**options):
    return schedules.PiecewiseConstantDecay(options["boundaries"], options["values"])


def numbers():
    smooth = {"initialLearningRate": 0.1, "decaySteps": 10, "decayRate": 0.9}
    stairs = {"initialLearningRate": 0.05, "decaySteps": 7, "decayRate": 0.5, "staircase": True}
    steps = {"boundaries": [10, 20, 100], "values": [0.1, 0.05, 0.01, 0.001]}
    return {
        "cases": [
            _case("exponential decay", "exponentialDecay", smooth, exponential(**smooth)),
            _case("exponential decay in stairs", "exponentialDecay", stairs, exponential(**stairs)),
            _case("piecewise constant decay", "piecewiseConstantDecay", steps, piecewise(**steps)),
        ]
    }
