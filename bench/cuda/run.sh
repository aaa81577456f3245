#!/usr/bin/env bash
# Checks Kindling on a GPU and times it beside PyTorch: conformance, operations and training against plain JavaScript,
# faults and memory, speed, the chapter. Prints a page of Markdown; the exit code is 1 where a check failed.
#
#   bash bench/cuda/run.sh                        on CUDA, some minutes
#   bash bench/cuda/run.sh --device cpu --quick   whether all of it runs, on two cores
#   bash bench/cuda/run.sh --help                 all options
#
# It needs Node 20.19 or newer and a Python with PyTorch 2.11 or newer and numpy: that of TORCH_PYTHON, else python3.
# No network. In a checkout with built packages it packs itself first. To run it on another machine, pack here and copy:
#
#   npm run build is not needed: npm run bench -- --help builds the packages
#   node bench/cuda/pack.mjs /tmp/kindling-cuda   some 20 MB; for Linux on the same processor
#   scp -r /tmp/kindling-cuda there: && ssh there bash kindling-cuda/run.sh --out kindling-cuda.md
#
# A machine without Node takes one along: copy the `node` of this machine into the folder, which is used where it is.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
node="$(command -v node || true)"
if [ -x "$here/node" ]; then node="$here/node"; fi
if [ -z "$node" ]; then
  echo "run.sh: no Node; put one beside this script, or on the PATH" >&2
  exit 2
fi
if [ ! -f "$here/cuda.mjs" ]; then
  "$node" "$here/pack.mjs" "$here/../../.cache/cuda"
  here="$here/../../.cache/cuda"
fi
export TORCH_PYTHON="${TORCH_PYTHON:-$(command -v python3 || echo python3)}"
exec "$node" "$here/cuda.mjs" "$@"
