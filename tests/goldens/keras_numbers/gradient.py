"""Gradients by jax, of a value seen through a fixed cotangent."""

import jax
import numpy as np

from .draw import Draw


def pull_back(name: str, function, arguments):
    """(output, cotangent, gradients): the gradients of sum(output * cotangent) by each argument."""
    output, back = jax.vjp(function, *arguments)
    cotangent = Draw(f"{name}: cotangent").normal(*np.shape(output))
    return np.asarray(output), cotangent, [np.asarray(gradient) for gradient in back(cotangent)]
