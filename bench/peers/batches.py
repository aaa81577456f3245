"""The batches that every contestant trains on (bench/contestants/batches.ts has the same for the others).

Noise from -1 to 1 that nobody can learn by heart: a picture's label is its own in every second step and any other in the
rest. So units stay alive and gradients keep their size. Where they vanish, Adam's moments become denormal numbers, which
processors handle many times slower, and a benchmark of those would tell nothing.
"""

import numpy

steps = 16


def batches(size):
    """`pictures` [n, size, 3072] of at least 128 pictures in all, and `labels` [16, size]: step s takes pictures[s % n]."""
    random = numpy.random.default_rng(1)
    pictures = random.uniform(-1, 1, (max(1, 128 // size), size, 3072)).astype(numpy.float32)
    own = numpy.arange(size) % 10
    other = random.integers(0, 10, (steps, size))
    return pictures, numpy.where(random.random((steps, size)) < 0.5, own, other)
