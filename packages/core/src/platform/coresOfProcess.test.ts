import { expect, test } from 'vitest';
import { coresOfProcess } from './coresOfProcess.ts';

test.each([
  ['alone', 8, {}, 8],
  ['Open MPI', 8, { OMPI_COMM_WORLD_LOCAL_SIZE: '2' }, 4],
  ['MPICH', 8, { MPI_LOCALNRANKS: '3' }, 2],
  ['more processes than cores', 2, { MPI_LOCALNRANKS: '3' }, 1],
  ['what Slurm gave each task', 16, { SLURM_CPUS_PER_TASK: '4', SLURM_NTASKS_PER_NODE: '2' }, 4],
  ['a task that is bound to fewer', 2, { SLURM_CPUS_PER_TASK: '4' }, 2],
  ['tasks without a number', 16, { SLURM_NTASKS_PER_NODE: '2' }, 8],
  ['what is no count', 8, { OMPI_COMM_WORLD_LOCAL_SIZE: 'many' }, 8],
  ['an empty count', 8, { MPI_LOCALNRANKS: '' }, 8],
])('the cores of a process: %s', (_, available, environment, expected) => {
  expect(coresOfProcess(available, environment)).toBe(expected);
});
