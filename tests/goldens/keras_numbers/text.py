"""Numbers as text: every float32 at its shortest round trip, one case a line."""

import json

import numpy as np


def _plain(value):
    """Arrays become {shape, values}, other numbers themselves."""
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items() if entry is not None}
    if isinstance(value, (list, tuple)):
        return [_plain(entry) for entry in value]
    if isinstance(value, (str, bool, int)):
        return value
    array = np.asarray(value)
    if array.ndim == 0:
        return _Number(array)
    integer = np.issubdtype(array.dtype, np.integer)
    values = [int(v) if integer else _Number(np.float32(v)) for v in array.reshape(-1)]
    kind = {"dtype": "int32"} if integer else {}
    return {**kind, "shape": list(array.shape), "values": values}


class _Number(float):
    """A float32 that prints itself with as few digits as name it."""

    def __new__(cls, value):
        value = np.float32(value)
        if not np.isfinite(value):
            raise ValueError(f"a golden number must be finite, got {value}")
        short = repr(float(np.format_float_scientific(value, unique=True)))
        self = super().__new__(cls, short)
        self.short = short.removesuffix(".0")
        return self

    def __repr__(self):
        return self.short


def _write(value) -> str:
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(key)}:{_write(entry)}" for key, entry in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_write, value)) + "]"
    return repr(value) if isinstance(value, _Number) else json.dumps(value)


def dump(numbers: dict) -> str:
    """Compact JSON, with a line break before each case, so that a change reads as one in a diff."""
    fields = []
    for key, value in _plain(numbers).items():
        body = "[\n" + ",\n".join(map(_write, value)) + "\n]" if key == "cases" else _write(value)
        fields.append(f"{json.dumps(key)}:{body}")
    return "{" + ",\n".join(fields) + "}\n"


def largest_difference(a: str, b: str) -> float:
    """|a - b| / (1 + |b|) at its worst; infinity where the two are not built alike."""

    def between(left, right) -> float:
        if isinstance(left, dict) and isinstance(right, dict) and left.keys() == right.keys():
            return max([between(left[key], right[key]) for key in left if key not in ("keras", "jax")], default=0.0)
        if isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
            return max(map(between, left, right), default=0.0)
        if isinstance(left, (int, float)) and isinstance(right, (int, float)):
            return abs(left - right) / (1 + abs(right))
        return 0.0 if left == right else float("inf")

    return between(json.loads(a), json.loads(b))
