#!/bin/bash
# Not run on several machines here: on one, the token and its refusal were.
#
# Ports and trust first. Ray listens on all interfaces of each machine, on ports of its choice, and whoever it believes
# may run programs there. Without RAY_AUTH_MODE=token it believes everybody: kindling-sweep refuses such a Ray. The token
# is a password: it travels unencrypted unless Ray has TLS, so keep the machines on a network of their own.
#
#   ./ray.sh head                  on the first machine; prints the address for "address" in sweep.json
#   ./ray.sh worker HOST:6379      on each other one, with the same token in ~/.ray/auth_token
#   ./ray.sh stop                  on each
#
# All machines need the same Python with ray[tune], Node, and the program under the same path; "storage" in sweep.json
# must lie on a disk that all of them see.
set -eu
export RAY_AUTH_MODE=token RAY_USAGE_STATS_ENABLED=0

case "${1:-}" in
  head)
    ray get-auth-token --generate >/dev/null # in ~/.ray/auth_token, for this user alone; copy it by ssh
    chmod 600 ~/.ray/auth_token
    ray start --head --port=6379 --include-dashboard=false
    ;;
  worker) ray start --address="$2" ;;
  stop) ray stop ;;
  *)
    echo "ray.sh: head, worker HOST:PORT or stop" >&2
    exit 2
    ;;
esac
