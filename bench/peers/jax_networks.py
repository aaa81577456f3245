"""The networks of the benchmark in JAX: pure functions of a list of weights and of running statistics.

Each gives its first weights, its first running statistics, and
`apply(weights, statistics, key, x) -> logits, statistics` as in training.
"""

import jax
import numpy
from jax import lax, nn
from jax import numpy as jnp

random = numpy.random.default_rng(1)


def glorot(*shape):
    receptive = int(numpy.prod(shape[:-2]))
    limit = (6 / (receptive * (shape[-2] + shape[-1]))) ** 0.5
    return random.uniform(-limit, limit, shape).astype(numpy.float32)


def zeros(size):
    return numpy.zeros(size, numpy.float32)


def ones(size):
    return numpy.ones(size, numpy.float32)


def mlp():
    """The chapter's: 3072-200-150-10."""
    weights = [w for i, o in ((3072, 200), (200, 150), (150, 10)) for w in (glorot(i, o), zeros(o))]

    def apply(weights, statistics, _key, x):
        w1, b1, w2, b2, w3, b3 = weights
        return nn.relu(nn.relu(x @ w1 + b1) @ w2 + b2) @ w3 + b3, statistics

    return weights, [], apply


def normalize(x, gamma, beta, running):
    """Batch normalization in training, over all axes but the last, and the running mean and variance after it."""
    axes = tuple(range(x.ndim - 1))
    mean, variance = x.mean(axes), x.var(axes)
    y = gamma * (x - mean) * lax.rsqrt(variance + 1e-3) + beta
    return y, [0.99 * old + 0.01 * new for old, new in zip(running, (mean, variance))]


def cnn():
    """The book's next: 592,554 parameters, 640 of which are running means and variances."""
    strides = (1, 2, 1, 2)
    shapes = [(3, 3, 3, 32), (3, 3, 32, 32), (3, 3, 32, 64), (3, 3, 64, 64), (8 * 8 * 64, 128)]
    blocks = [[glorot(*s), zeros(s[-1]), ones(s[-1]), zeros(s[-1])] for s in shapes]
    statistics = [[zeros(s[-1]), ones(s[-1])] for s in shapes]

    def apply(weights, statistics, key, x):
        *blocks, (w, b) = weights
        x = x.reshape(-1, 32, 32, 3)
        after = []
        for i, ((kernel, bias, gamma, beta), running) in enumerate(zip(blocks, statistics)):
            if i < len(strides):
                stride = (strides[i], strides[i])
                x = lax.conv_general_dilated(x, kernel, stride, "SAME", dimension_numbers=("NHWC", "HWIO", "NHWC"))
            else:
                x = x.reshape(len(x), -1) @ kernel
            x, running = normalize(x + bias, gamma, beta, running)
            x = nn.leaky_relu(x, 0.3)
            after.append(running)
        x = jnp.where(jax.random.bernoulli(key, 0.5, x.shape), x * 2, 0)
        return x @ w + b, after

    return [*blocks, [glorot(128, 10), zeros(10)]], statistics, apply
