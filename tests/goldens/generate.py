"""Writes the golden numbers: what Keras answers, for Kindling's tests to be held to.

    KERAS_BACKEND=jax python generate.py            writes numbers/*.json
    KERAS_BACKEND=jax python generate.py --check    fails where Keras no longer says what is committed
    KERAS_BACKEND=jax python generate.py losses     one family only
"""

import argparse
import importlib
import pathlib
import sys

import jax
import keras

from keras_numbers import text

FAMILIES = (
    "activations",
    "initializers",
    "layers",
    "losses",
    "metrics",
    "operations",
    "optimizers",
    "regularizers",
    "runs",
    "schedules",
)
FOLDER = pathlib.Path(__file__).parent / "numbers"


def main() -> int:
    parser = argparse.ArgumentParser(description="golden numbers of Keras")
    parser.add_argument("families", nargs="*", metavar="FAMILY", help=", ".join(FAMILIES))
    parser.add_argument("--check", action="store_true", help="compare with the committed numbers, write nothing")
    options = parser.parse_args()
    unknown = set(options.families) - set(FAMILIES)
    if unknown:
        parser.error(f"unknown family {sorted(unknown)[0]!r}, expected one of {', '.join(FAMILIES)}")

    FOLDER.mkdir(exist_ok=True)
    stale = False
    for family in options.families or FAMILIES:
        numbers = importlib.import_module(f"keras_numbers.{family}").numbers()
        made = text.dump({"keras": keras.__version__, "jax": jax.__version__, **numbers})
        path = FOLDER / f"{family}.json"
        if options.check:
            apart = text.largest_difference(made, path.read_text())
            stale = stale or apart > 1e-5
            print(f"{family}: {'STALE' if apart > 1e-5 else 'ok'}, largest relative difference {apart:.1e}")
        else:
            path.write_text(made)
            print(f"{family}: {path.stat().st_size:,} bytes")
    return 1 if stale else 0


if __name__ == "__main__":
    if keras.backend.backend() != "jax":
        sys.exit(f"generate: set KERAS_BACKEND=jax, got {keras.backend.backend()}")
    sys.exit(main())
