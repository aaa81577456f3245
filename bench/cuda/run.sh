#!/usr/bin/env bash
# Checks Kindling on a GPU and times it beside PyTorch: conformance, tfjs-core's specs, operations and training against
# plain JavaScript, faults and memory, speed, the chapter. Prints a page of Markdown; the exit code is 1 where a check
# failed, also by a crash.
#
#   bash bench/cuda/run.sh                        on CUDA
#   bash bench/cuda/run.sh --device cpu --quick   whether all of it runs, on two cores without a GPU
#   bash bench/cuda/run.sh --help                 all options
#
# It needs Node 20.19 or newer and a Python with PyTorch 2.11 or newer and numpy: that of TORCH_PYTHON, else python3; no
# network. In a checkout it packs itself first, into .cache/cuda; nothing has to be built. For another machine, pack here
# and copy the folder, 11 MB:
#
#   node bench/cuda/pack.mjs kindling-cuda
#   scp -r kindling-cuda gpu: && ssh gpu bash kindling-cuda/run.sh --out kindling-cuda/page.md
#
# The copy is for the system and processor that it was packed on. Where there is no Node, lay one into the folder: the
# program `node` beside this script comes before that of the PATH.
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
