import { expect, test } from 'vitest';
import { launcherOf } from './launcher.ts';

const slurm = { SLURM_JOB_ID: '7', SLURM_PROCID: '2', SLURM_STEP_NUM_TASKS: '4' };

test.each([
  ['nothing', { PATH: '/bin' }, undefined],
  ['Open MPI 4', { OMPI_COMM_WORLD_RANK: '1', OMPI_COMM_WORLD_SIZE: '4' }, ['mpirun of Open MPI', 'openmpi', 1, 4]],
  [
    'Open MPI 5, which sets PMIx too',
    { OMPI_COMM_WORLD_RANK: '0', OMPI_COMM_WORLD_SIZE: '2', PMIX_RANK: '0', PMIX_NAMESPACE: 'x' },
    ['mpirun of Open MPI', 'openmpi', 0, 2],
  ],
  ['MPICH and Intel MPI', { PMI_RANK: '3', PMI_SIZE: '4' }, ['mpirun of MPICH or Intel MPI', 'mpich', 3, 4]],
  ['MPICH without a size', { PMI_RANK: '3' }, ['mpirun of MPICH or Intel MPI', 'mpich', 3, undefined]],
  ['srun with pmi2', { ...slurm, PMI_RANK: '2', PMI_SIZE: '4' }, ['srun of Slurm', 'either', 2, 4]],
  ['srun with pmix', { ...slurm, PMIX_RANK: '2' }, ['srun of Slurm', 'either', 2, 4]],
  ['prun', { PMIX_RANK: '5' }, ['a launcher with PMIx', 'either', 5, undefined]],
  ['a Slurm job of one task', { ...slurm, SLURM_STEP_NUM_TASKS: '1', SLURM_PROCID: '0' }, undefined],
  ['a batch script, outside of srun', { SLURM_JOB_ID: '7', SLURM_NTASKS: '4', SLURM_PROCID: '0' }, undefined],
  ['what is no number', { PMI_RANK: 'x' }, undefined],
] as const)('%s', (_, environment, told) => {
  const launcher = launcherOf(environment);
  expect(launcher && [launcher.name, launcher.way, launcher.rank, launcher.size]).toEqual(told);
});

test('srun without a PMI is refused: each task would think it is alone', () => {
  expect(() => launcherOf(slurm)).toThrow(
    /^join: srun started 4 tasks and told them nothing of each other; .*--mpi=pmix/,
  );
});
