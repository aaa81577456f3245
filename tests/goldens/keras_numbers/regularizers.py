"""Weight penalties: value and gradient.

No weight is exactly 0: there jax says that the slope of |w| is 1, TensorFlow and torch (and Kindling) that it is 0.
"""

import jax
import keras
import numpy as np

from .draw import Draw


def _case(kind, regularizer, options):
    weight = Draw(f"{kind} {options}").normal(4, 3)
    value, gradient = jax.value_and_grad(regularizer)(weight)
    return {
        "name": f"{kind}, rate {options[0] if options else 'by default'}",
        "regularizer": kind,
        "arguments": options,
        "weight": weight,
        "value": np.float32(value),
        "gradient": np.asarray(gradient),
    }


def numbers():
    return {
        "cases": [
            _case("l1", keras.regularizers.L1(), []),
            _case("l1", keras.regularizers.L1(0.3), [0.3]),
            _case("l2", keras.regularizers.L2(), []),
            _case("l2", keras.regularizers.L2(0.3), [0.3]),
        ]
    }
