"""What the Python peers of the benchmark share: their task, the cores they are held to, and the answers to the coordinator.

A peer is started as `python torch_peer.py '{"network": "mlp", "batch": 32, "cores": 2, ...}'`. It answers in lines of JSON
(bench/protocol.ts has the other end), and between them it blocks on stdin, so that it costs the others nothing.
"""

import json
import os
import resource
import sys
import time


def begin():
    """The task, once this process is held to its cores. To be called before a library that looks for cores is imported."""
    task = json.loads(sys.argv[1])
    cores = task["cores"]
    if not hasattr(os, "sched_setaffinity"):
        absent("this platform cannot hold a process to some of its cores")
    mine = sorted(os.sched_getaffinity(0))
    if len(mine) < cores:
        absent(f"this machine has fewer than {cores} cores")
    os.sched_setaffinity(0, mine[:cores])
    for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "TORCHINDUCTOR_COMPILE_THREADS"):
        os.environ[name] = str(cores)
    return task


def say(**answer):
    print(json.dumps(answer), flush=True)


def absent(reason):
    """Ends this process: the contestant cannot take part, for the reason given."""
    say(absent=reason)
    sys.exit(0)


def serve(step, note, settle=lambda: None):
    """Warms up, then answers `run N` with the milliseconds that N steps took, `ask N` with those until the device was
    told all of them, and `memory` with the peak in MiB. `settle` waits for the device."""
    try:
        for _ in range(3):
            step()
        settle()
    except Exception as error:  # whatever it is, the page has to say it
        absent(f"{type(error).__name__}: {error}".splitlines()[0])
    say(ready=note)
    for line in sys.stdin:
        request, *steps = line.split()
        if request == "memory":
            say(peak=peak_memory())
            continue
        start = time.perf_counter()
        for _ in range(int(steps[0])):
            step()
        asked = time.perf_counter()
        settle()
        done = time.perf_counter()
        say(milliseconds=((asked if request == "ask" else done) - start) * 1000)


def peak_memory():
    """MiB. Linux counts in KiB, macOS in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)
