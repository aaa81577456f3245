import { spawnSync } from 'node:child_process';

/** The two MPIs that all others descend from, or are like. */
export type Family = 'openmpi' | 'mpich';

export const families = ['openmpi', 'mpich'] as const satisfies readonly Family[];

/** A program that starts ranks, and what it says of itself. */
export interface Starter {
  readonly command: string;
  readonly version: string;
}

const versionOf = (command: string): string => {
  const { stdout } = spawnSync(command, ['--version'], { encoding: 'utf8', timeout: 10_000 });
  return stdout ?? '';
};

const says: Readonly<Record<Family, RegExp>> = { openmpi: /open-?mpi|open mpi|openrte/i, mpich: /hydra|mpich/i };

const find = (family: Family): Starter | undefined => {
  for (const command of [`mpirun.${family}`, 'mpirun', 'mpiexec']) {
    const version = versionOf(command);
    if (says[family].test(version)) return { command, version };
  }
  return undefined;
};

/** What starts ranks of each family on this machine; undefined where it is not installed. */
export const starters: Readonly<Record<Family, Starter | undefined>> = {
  openmpi: process.platform === 'win32' ? undefined : find('openmpi'),
  mpich: process.platform === 'win32' ? undefined : find('mpich'),
};

/** Why there is no MPI of that family for tests; undefined where there is one. */
export const lacksMpi: Readonly<Record<Family, string | undefined>> = {
  openmpi: starters.openmpi ? undefined : 'no mpirun of Open MPI: apt-get install openmpi-bin',
  mpich: starters.mpich ? undefined : 'no mpirun of MPICH: apt-get install mpich',
};
