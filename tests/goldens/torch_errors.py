"""Writes how far PyTorch's float32 is from float64 for products and convolutions, for ours to be held to.

    python torch_errors.py            writes numbers/torch_errors.json
    python torch_errors.py --check    fails where PyTorch's errors are others than those committed

Needs torch and numpy (requirements.txt). Shapes and inputs are drawn as packages/wasm/testing does in stream.ts, gemmCases.ts
and convolutionCases.ts; both sides count and sum up what they drew, and the test fails where that differs.

An error is |y - Y| / (2^-24 * sum of |terms|): in units of what rounding a number as large as the sum of its terms costs.
"""

import argparse
import json
import pathlib
import sys

import numpy as np
import torch
import torch.nn.functional as F

CASES = 500
FILE = pathlib.Path(__file__).parent / "numbers" / "torch_errors.json"

LENGTHS = [0, 1, 1, 2, 3, 5, 7, 8, 13, 16, 17, 31, 32, 37, 64, 67, 101, 128]
DEPTHS = [0, 1, 2, 3, 5, 8, 13, 17, 31, 47, 64, 97, 128, 257, 300, 512, 701]
OUTER = [([], [])] * 6 + [([2], [2]), ([3], [1]), ([1], [3]), ([2], []), ([], [2]), ([2, 1], [1, 3])]
OUTER += [([2, 3], [3]), ([2, 2], [2, 1]), ([0], [1])]

SIDES = [0, 1, 2, 3, 5, 7, 8, 11, 13, 16, 19]
CHANNELS = [0, 1, 2, 3, 3, 4, 5, 7, 8, 16, 17, 31]
FILTERS = [0, 1, 2, 3, 5, 8, 9, 16, 17, 32, 33]
TAPS = [1, 2, 3, 3, 4, 5]
STRIDES_AND_DILATIONS = [((1, 1), (1, 1))] * 3
STRIDES_AND_DILATIONS += [(strides, (1, 1)) for strides in [(2, 2), (3, 3), (1, 2), (3, 1), (2, 3)]]
STRIDES_AND_DILATIONS += [((1, 1), dilations) for dilations in [(2, 2), (1, 2), (3, 1)]]
PADS = ["valid", "same", 1, 2, ((1, 2), (0, 3)), ((2, 0), (1, 1))]


def main() -> int:
    parser = argparse.ArgumentParser(description="errors of PyTorch")
    parser.add_argument("--check", action="store_true", help="compare with the committed numbers, write nothing")
    options = parser.parse_args()
    made = json.dumps(measure(), indent=2) + "\n"
    if options.check:
        return 0 if made == FILE.read_text() else 1
    FILE.write_text(made)
    return 0


def measure() -> dict:
    # In one thread, so that sums have one order.
    torch.set_num_threads(1)
    torch.backends.nnpack.set_flags(False)
    errors = {family: Errors() for family in ("gemm", "forward", "byInput", "byFilter")}
    for seed in range(1, CASES + 1):
        gemm(errors, seed)
        convolution(errors, CASES + seed)
    return {"torch": torch.__version__, **{family: each.summary() for family, each in errors.items()}}


class Errors:
    def __init__(self):
        self.count, self.bounds, self.max, self.sum = 0, 0.0, 0.0, 0.0

    def add(self, single, double, bound):
        apart, bound = (single.double() - double).abs().numpy().ravel(), bound.numpy().ravel()
        assert np.all(apart[bound == 0] == 0)
        errors = apart[bound > 0] / (bound[bound > 0] * 2.0**-24)
        self.count += apart.size
        self.bounds += float(bound.sum())
        self.max = max(self.max, float(errors.max(initial=0)))
        self.sum += float(errors.sum())

    def summary(self):
        return {"count": self.count, "bounds": self.bounds, "max": self.max, "mean": self.sum / self.count}


def scatter(words):
    """Murmur3's finalizer."""
    words = words ^ (words >> 16)
    words = (words * 0x85EBCA6B) & 0xFFFFFFFF
    words = words ^ (words >> 13)
    words = (words * 0xC2B2AE35) & 0xFFFFFFFF
    return words ^ (words >> 16)


def numbers(seed, *shape):
    """Multiples of 2^-23 from -1 to below 1."""
    words = (scatter(seed) + np.arange(int(np.prod(shape)), dtype=np.uint64)) & np.uint64(0xFFFFFFFF)
    return torch.from_numpy(((scatter(words) >> 8) * 2.0**-23 - 1).astype(np.float32).reshape(shape))


def chooser(seed):
    first, count = scatter(seed), 0

    def choose(choices):
        nonlocal count
        count += 1
        return choices[scatter((first + count - 1) & 0xFFFFFFFF) % len(choices)]

    return choose


def gemm(errors, seed):
    choose = chooser(16 * seed)
    m, n, k = choose(LENGTHS), choose(LENGTHS), choose(DEPTHS)
    transpose_a, transpose_b = choose([False, True]), choose([False, True])
    outer_a, outer_b = choose(OUTER)
    has_bias, has_relu = choose([False, True]), choose([False, True])
    a = numbers(16 * seed + 1, *outer_a, *((k, m) if transpose_a else (m, k)))
    b = numbers(16 * seed + 2, *outer_b, *((n, k) if transpose_b else (k, n)))
    bias = numbers(16 * seed + 3, n) if has_bias else torch.zeros(n)

    def product(a, b, bias):
        y = (a.mT if transpose_a else a) @ (b.mT if transpose_b else b)
        if has_bias:
            y = y + bias
        return torch.relu(y) if has_relu else y

    bound = product(a.double().abs(), b.double().abs(), bias.double().abs())
    errors["gemm"].add(product(a, b, bias), product(a.double(), b.double(), bias.double()), bound)


def convolution(errors, seed):
    choose = chooser(16 * seed)
    images = choose([0, 1, 1, 2, 2, 3])
    sides = choose(SIDES), choose(SIDES)
    channels, filters = choose(CHANNELS), choose(FILTERS)
    taps = choose(TAPS), choose(TAPS)
    strides, dilations = choose(STRIDES_AND_DILATIONS)
    pad = choose(PADS)
    seen = [(t - 1) * d + 1 for t, d in zip(taps, dilations)]
    out, before = outputs(sides, seen, strides, pad)
    if min(out) < 0:
        out, before = outputs(sides, seen, strides, "same")
    after = [(o - 1) * s + e - p - n for o, s, e, p, n in zip(out, strides, seen, before, sides)]
    x = numbers(16 * seed + 1, images, *sides, channels).permute(0, 3, 1, 2).contiguous()
    w = numbers(16 * seed + 2, *taps, channels, filters).permute(3, 2, 0, 1).contiguous()
    dy = numbers(16 * seed + 3, images, *out, filters).permute(0, 3, 1, 2).contiguous()

    def results(x, w, dy):
        if 0 in (images, *sides, channels, filters, *out):
            # PyTorch refuses some of these: nothing is summed, and all of it is 0.
            return torch.zeros_like(dy), torch.zeros_like(x), torch.zeros_like(w)
        x, w = x.requires_grad_(), w.requires_grad_()
        padded = F.pad(x, (before[1], after[1], before[0], after[0]))
        y = F.conv2d(padded, w, stride=strides, dilation=dilations)
        return (y.detach(), *torch.autograd.grad(y, (x, w), dy))

    single = results(x, w, dy)
    double = results(x.double(), w.double(), dy.double())
    bounds = results(x.double().abs(), w.double().abs(), dy.double().abs())
    for family, *each in zip(("forward", "byInput", "byFilter"), single, double, bounds):
        errors[family].add(*each)


def outputs(lengths, seen, strides, pad):
    """Of a convolution as tfjs has it: the lengths of its output, and the padding before."""
    if pad == "valid":
        return [-(-(n - e + 1) // s) for n, e, s in zip(lengths, seen, strides)], [0, 0]
    if pad == "same":
        out = [-(-n // s) for n, s in zip(lengths, strides)]
        return out, [max(0, (o - 1) * s + e - n) // 2 for n, e, s, o in zip(lengths, seen, strides, out)]
    if isinstance(pad, int):
        # tfjs takes the window's height and the stride by rows for both axes.
        return [int((n - seen[0] + 2 * pad) / strides[0] + 1) for n in lengths], [pad, pad]
    out = [int((n - e + p[0] + p[1]) / s + 1) for n, e, s, p in zip(lengths, seen, strides, pad)]
    return out, [pad[0][0], pad[1][0]]


if __name__ == "__main__":
    sys.exit(main())
