// internal: how many of a machine's cores are one process's, where a launcher has started several
type Environment = Readonly<Record<string, string | undefined>>;

/** Set by Open MPI, by MPICH and its kin, and by Slurm: how many processes of a job are on this machine. */
const onThisMachine = ['OMPI_COMM_WORLD_LOCAL_SIZE', 'MPI_LOCALNRANKS', 'PMI_LOCAL_SIZE', 'SLURM_NTASKS_PER_NODE'];

const countIn = (environment: Environment, name: string): number | undefined => {
  const value = Number(environment[name]);
  return Number.isSafeInteger(value) && value > 0 ? value : undefined;
};

/**
 * A process's cores: what Slurm gave each task; else those that there are, shared out among the processes of the job on
 * this machine, at least 1.
 */
export const coresOfProcess = (available: number, environment: Environment): number => {
  const given = countIn(environment, 'SLURM_CPUS_PER_TASK');
  if (given !== undefined) return Math.min(given, available);
  const processes = onThisMachine.map((name) => countIn(environment, name)).find((count) => count !== undefined) ?? 1;
  return Math.max(1, Math.floor(available / processes));
};
