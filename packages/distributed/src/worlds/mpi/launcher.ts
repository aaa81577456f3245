// internal: which program started this process as one of many

/** Whose way a launcher has of telling a library where it is; `either` is Slurm's or a like one, for several. */
export type Way = 'openmpi' | 'mpich' | 'either';

/** What started this process. */
export interface Launcher {
  /** As messages call it. */
  readonly name: string;
  readonly way: Way;
  readonly rank: number;
  /** How many it started; undefined where it does not say. */
  readonly size: number | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** A whole number from 0; undefined for all else. */
const whole = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;

/**
 * The launcher that an environment tells of: Open MPI 4 and 5 by `OMPI_*`; MPICH, Intel MPI and Slurm's pmi2 by
 * `PMI_*`; Slurm's pmix and PRRTE by `PMIX_*`; undefined where there is none. Slurm, Intel MPI and PRRTE are read from
 * their documents, and were not tried.
 *
 * @throws Error where Slurm started several tasks and told them nothing of each other: each would think it is alone
 */
export const launcherOf = (environment: Environment): Launcher | undefined => {
  const { OMPI_COMM_WORLD_RANK, OMPI_COMM_WORLD_SIZE, PMI_RANK, PMI_SIZE, PMIX_RANK } = environment;
  const { SLURM_STEP_NUM_TASKS, SLURM_PROCID } = environment;
  const bySlurm = SLURM_STEP_NUM_TASKS !== undefined && SLURM_PROCID !== undefined;
  const tasks = whole(SLURM_STEP_NUM_TASKS);

  const ofOpenMpi = whole(OMPI_COMM_WORLD_RANK);
  if (ofOpenMpi !== undefined) {
    return { name: 'mpirun of Open MPI', way: 'openmpi', rank: ofOpenMpi, size: whole(OMPI_COMM_WORLD_SIZE) };
  }
  const ofPmi = whole(PMI_RANK);
  if (ofPmi !== undefined) {
    const size = whole(PMI_SIZE);
    return bySlurm
      ? { name: 'srun of Slurm', way: 'either', rank: ofPmi, size: size ?? tasks }
      : { name: 'mpirun of MPICH or Intel MPI', way: 'mpich', rank: ofPmi, size };
  }
  const ofPmix = whole(PMIX_RANK);
  if (ofPmix !== undefined) {
    return { name: bySlurm ? 'srun of Slurm' : 'a launcher with PMIx', way: 'either', rank: ofPmix, size: tasks };
  }
  if (bySlurm && tasks !== undefined && tasks > 1) {
    throw new Error(
      `join: srun started ${tasks} tasks and told them nothing of each other; give it --mpi=pmix or --mpi=pmi2, as srun --mpi=list offers them`,
    );
  }
  return undefined;
};
