#!/bin/bash
# Not run on a Slurm here: its shell was, with stand-ins for srun and scontrol.
#
#   sbatch --array=1-12 slurm.sh configs.jsonl     a trial for each line of the file: {"learningRate": 0.001}
#   sbatch --ntasks=4 slurm.sh                     one run over four processes, a program with @kindling/distributed
#
# Ports and trust: trials open no port. Processes of one run talk over MPI, which asks nobody for a name: have them on
# the cluster's private network. The folders must lie on a disk that all nodes see.
#SBATCH --job-name=kindling
#SBATCH --output=%x-%A-%a.txt
#SBATCH --open-mode=append
#SBATCH --requeue
#SBATCH --time=01:00:00
#SBATCH --cpus-per-task=2
#SBATCH --signal=TERM@120

set -u
program=${PROGRAM:-trial.mjs}
storage=${STORAGE:-runs}

if [ -n "${SLURM_ARRAY_TASK_ID:-}" ]; then
  job="${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}"
  config=$(sed -n "${SLURM_ARRAY_TASK_ID}p" "$1")
  if [ -z "$config" ]; then
    echo "slurm.sh: $1 must have a line ${SLURM_ARRAY_TASK_ID}, got none" >&2
    exit 2
  fi
  srun --ntasks=1 node "$program" --config "$config" --folder "$storage/$SLURM_ARRAY_TASK_ID"
else
  job="$SLURM_JOB_ID"
  srun --mpi=pmix node "$program" --folder "$storage/job"
fi
code=$?

# 143: stopped and saved, by the TERM that Slurm sends two minutes before the time is up; 75: others of the run were lost.
# Both go on from their folder when they are started again. Slurm itself requeues what a lost node or a preemption ended.
if [ "$code" = 143 ] || [ "$code" = 75 ]; then
  scontrol requeue "$job"
  exit 0
fi
exit "$code"
