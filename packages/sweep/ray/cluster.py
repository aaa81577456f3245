"""A Ray that asks for a token, or none, and its end."""

import os
import pathlib
import secrets
import socket
import subprocess
import sys
import threading

WRONG_OPTIONS = 2
LOST = 75
leaving = threading.Event()


def refuse(why):
    print(f"kindling-sweep: {why}", file=sys.stderr, flush=True)
    sys.stdout.flush()
    os._exit(WRONG_OPTIONS)


def is_open(address):
    """Whether a Ray answers a stranger, who has no token."""
    ask = "import sys; from ray._raylet import GcsClient; GcsClient(address=sys.argv[1]).get_all_node_info(timeout=10)"
    env = {k: v for k, v in os.environ.items() if not k.startswith("RAY_AUTH")}
    found = subprocess.run([sys.executable, "-c", ask, address], env={**env, "RAY_AUTH_MODE": "disabled"},
                           capture_output=True, stdin=subprocess.DEVNULL)  # fmt: skip
    return found.returncode == 0


def has_token():
    named = os.environ.get("RAY_AUTH_TOKEN_PATH", pathlib.Path.home() / ".ray" / "auth_token")
    return bool(os.environ.get("RAY_AUTH_TOKEN")) or pathlib.Path(named).is_file()


def watch(raylet):
    """Ends the driver when the raylet of this machine does, for which Tune would wait for ever.

    A connection on which nothing is said: the kernel closes it when the other side dies.
    """
    with socket.socket(socket.AF_UNIX) as line:
        try:
            line.connect(raylet)
            line.recv(1)
        except OSError:
            pass
    if not leaving.is_set():
        print("kindling-sweep: Ray has ended on this machine (its raylet); --restore goes on", file=sys.stderr, flush=True)
        os._exit(LOST)


def leave(ray):
    leaving.set()
    ray.shutdown()


def join(spec):
    """A Ray that asks for a token: one of our own, or the one at the address, which must not be open."""
    address = spec.get("address")
    os.environ.update({"RAY_AUTH_MODE": "token", "RAY_USAGE_STATS_ENABLED": "0"})
    if address is None:
        os.environ["RAY_AUTH_TOKEN"] = secrets.token_hex(32)
    elif not has_token():
        refuse(f"no token for the Ray at {address}: give it in RAY_AUTH_TOKEN_PATH or RAY_AUTH_TOKEN")
    import ray

    if address is not None and is_open(address):
        refuse(f"the Ray at {address} is open: whoever reaches it can run programs there; "
               "start it anew with RAY_AUTH_MODE=token and a token in RAY_AUTH_TOKEN_PATH")  # fmt: skip
    quiet = {"include_dashboard": False} if address is None else {}
    for last in (False, False, True):
        try:
            joined = ray.init(address=address or "local", log_to_driver=False, logging_level="warning", **quiet)
        except Exception:  # on a busy machine Ray may take longer to start than the 30 s that it gives itself
            if last or address is not None:
                raise
            ray.shutdown()
        else:
            raylet = joined.address_info["raylet_socket_name"]
            threading.Thread(target=watch, args=[raylet], daemon=True).start()
            return ray
