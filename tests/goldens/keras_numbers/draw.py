"""Inputs: a fixed stream a case, rounded to three decimals so that they stay short on paper."""

import zlib

import numpy as np


class Draw:
    """Repeatable numbers; the name of a case is its seed, so that adding a case moves no other."""

    def __init__(self, name: str):
        self._rng = np.random.default_rng(zlib.crc32(name.encode()))

    def normal(self, *shape, scale=1.0, mean=0.0):
        return np.round(self._rng.normal(mean, scale, shape), 3).astype(np.float32)

    def uniform(self, *shape, low=0.0, high=1.0):
        return np.round(self._rng.uniform(low, high, shape), 3).astype(np.float32)

    def integers(self, below, *shape):
        return self._rng.integers(0, below, shape).astype(np.int32)

    def one_hot(self, classes, *shape):
        return np.eye(classes, dtype=np.float32)[self.integers(classes, *shape)]

    def probabilities(self, *shape):
        """Rows that sum to about 1; the last axis holds the classes."""
        scores = np.exp(self._rng.normal(0, 1, shape))
        return np.round(scores / scores.sum(-1, keepdims=True), 4).astype(np.float32)
