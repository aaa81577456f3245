"""besideRay.py sweep.json token command...: runs a command beside a Ray, whose address it writes into sweep.json.

The Ray asks for a token if RAY_AUTH_MODE says so. `token` is what the command is given for one; "" is none.
"""

import json
import os
import pathlib
import subprocess
import sys

import ray

file, token, *command = sys.argv[1:]
context = ray.init(num_cpus=1, include_dashboard=False, log_to_driver=False, logging_level="error")
path = pathlib.Path(file)
path.write_text(json.dumps({**json.loads(path.read_text()), "address": context.address_info["gcs_address"]}))
env = {key: value for key, value in os.environ.items() if not key.startswith("RAY_AUTH")}
done = subprocess.run(command, env={**env, **({"RAY_AUTH_TOKEN": token} if token else {})}, stdin=subprocess.DEVNULL)
ray.shutdown()
sys.exit(done.returncode)
