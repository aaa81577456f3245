import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { type Family, families, lacksMpi } from '../testing/families.ts';
import { type Kill, mpirun } from '../testing/mpirun.ts';

const program = join(import.meta.dirname, '../testing/programs/faults.ts');

interface Fault {
  readonly what: string;
  /** The job's exit code, of each family where they differ. */
  readonly code: number | Readonly<Record<Family, number | readonly number[]>>;
  /** What the error output says. */
  readonly says?: string | RegExp;
  readonly size?: number;
  readonly rank?: number;
  /** In seconds. */
  readonly limit?: number;
  readonly kill?: Omit<Kill, 'after'>;
  /** In seconds, after the kill: all ranks are gone. */
  readonly within?: number;
  /** The other family would show nothing new. */
  readonly only?: Family;
}

const alone = (rank: number, code: number): string =>
  `kindling: rank ${rank} ended before the others, without leave (exit code ${code}); the job ends with ${code || 70}\n`;

const faults: readonly Fault[] = [
  { what: 'exit0', code: 70, says: alone(1, 0) },
  { what: 'natural end', code: 70, says: alone(1, 0), only: 'mpich' },
  { what: 'exit3', code: 3, says: alone(1, 3) },
  {
    what: 'throw',
    code: 1,
    says: /Error: bad batch\n {4}at .*faults\.ts[\s\S]*\nkindling: rank 0 ended before/,
    rank: 0,
  },
  { what: 'abort', code: 2, only: 'mpich', says: 'kindling: rank 1: wrong options; the job ends with 2\n' },
  {
    what: 'leave',
    code: 70,
    says: 'rank 0 is in sumInOrder of 1000 numbers in 1 array, and rank 1 leaves; the job ends with 70\n',
  },
  {
    what: 'longer',
    code: 70,
    says: 'of 1000 numbers in 1 array, and rank 2 is in sumInOrder of 1001 numbers in 1 array;',
    size: 3,
    rank: 2,
  },
  { what: 'other call', code: 70, says: 'and rank 1 is in sum of 1000 numbers in 1 array;', only: 'openmpi' },
  { what: 'kill of a rank', code: { openmpi: 137, mpich: 9 }, kill: { who: 1 }, within: 5 },
  { what: 'kill of rank 0', code: { openmpi: 137, mpich: 9 }, kill: { who: 0 }, within: 5 },
  { what: 'kill of mpirun', code: 137, kill: { who: 'mpirun' }, within: 5 },
  {
    what: 'stuck',
    code: 75,
    says: /kindling: rank [01] waited 2 s for rank 2 in sumInOrder; the job ends with 75\n/,
    size: 3,
    rank: 2,
    limit: 2,
    only: 'mpich',
  },
  {
    what: 'stop of a rank',
    code: 75,
    says: /kindling: rank [01] waited 2 s for (the others|rank 2|ranks [01] and 2) in sumInOrder; the job ends with 75\n/,
    size: 3,
    limit: 2,
    kill: { who: 2, signal: 'SIGSTOP' },
    within: 10,
  },
  { what: 'SIGTERM to a rank', code: { openmpi: 143, mpich: 15 }, kill: { who: 1, signal: 'SIGTERM' }, within: 5 },
  // MPICH's ends with 0 where its ranks are gone before it looks.
  {
    what: 'SIGTERM to mpirun',
    code: { openmpi: 1, mpich: [15, 0] },
    kill: { who: 'mpirun', signal: 'SIGTERM' },
    within: 5,
  },
  {
    what: 'exit0 before',
    code: 9,
    says: 'kindling: rank 0 of 2 waited 2 s for the others in join; it is killed\n',
    limit: 2,
    only: 'mpich',
  },
  { what: 'twice', code: 1, says: 'join: this process has joined already', only: 'mpich' },
];

describe.for(families)('what goes wrong under %s', (family) => {
  const why = lacksMpi[family];
  const cases = faults.filter(({ only = family }) => only === family);
  describe.skipIf(why !== undefined).concurrent(`(${why ?? 'installed'})`, () => {
    test.for(cases)('$what ends the job, and leaves nobody behind', { timeout: 120_000 }, async (fault) => {
      const { what, code, says = '', size = 2, rank = 1, limit = 20, kill, within = 100 } = fault;
      const result = await mpirun(family, size, program, [what, rank, limit], {
        kill: kill && { after: `rank ${kill.who === 'mpirun' ? 0 : kill.who} is at work`, ...kill },
        limit: 100,
      });
      expect(result.stderr).toMatch(says);
      expect([typeof code === 'number' ? code : code[family]].flat()).toContain(result.code);
      expect(result).toMatchObject({ late: false, left: [] });
      expect(result.seconds).toBeLessThan(within);
    });
  });
});

const other: Readonly<Record<Family, string>> = { openmpi: 'libmpich.so.12', mpich: 'libmpi.so.40' };
const lacksEither = lacksMpi.openmpi ?? lacksMpi.mpich ?? (process.platform === 'linux' ? undefined : 'not on Linux');

describe
  .skipIf(lacksEither !== undefined)
  .concurrent(`the other family's library (${lacksEither ?? 'installed'})`, () => {
    test.for(families)('is refused under %s', { timeout: 120_000 }, async (family) => {
      const env = { KINDLING_MPI_LIBRARY: other[family] };
      const { code, stderr, late, left } = await mpirun(family, 2, program, ['none'], { env });
      expect(stderr).toMatch(
        /join: mpirun of .* started this process, and lib\S+ is .*, which it does not serve; start with its own mpirun/,
      );
      expect({ code, late, left }).toEqual({ code: 1, late: false, left: [] });
    });
  });

describe.skipIf(lacksEither !== undefined).concurrent(`a library that is alone (${lacksEither ?? 'installed'})`, () => {
  const own: Readonly<Record<Family, string>> = { openmpi: 'libmpi.so.40', mpich: 'libmpich.so.12' };

  test.for(families)('of %s is refused', { timeout: 60_000 }, async (family) => {
    // As if Slurm had started two, for an MPI that was built without its interface.
    const env = {
      ...process.env,
      ...{ SLURM_STEP_NUM_TASKS: '2', SLURM_PROCID: '0', PMI_RANK: '0', PMI_SIZE: '2' },
      ...{ OMPI_ALLOW_RUN_AS_ROOT: '1', OMPI_ALLOW_RUN_AS_ROOT_CONFIRM: '1' },
      KINDLING_MPI_LIBRARY: own[family],
    };
    const run = promisify(execFile)(process.execPath, ['--conditions=@kindling/source', program, 'none'], { env });
    await expect(run).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /^kindling: rank 0: join: srun of Slurm started 2 processes, and lib\S+ \(.*\) sees 1: .*; the job ends with 1\n/,
      ),
    });
  });
});
