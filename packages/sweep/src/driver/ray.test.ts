// With a real Ray: some five minutes on a quiet machine, so only where KINDLING_RAY_TESTS asks for it. On a busy one
// Ray may not start within the 30 s that it gives itself. testing/proof.ts kills the driver besides.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lacksRay, rayPython } from '@tests/kit';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  allGone,
  bitsAlone,
  bitsIn,
  epochsRun,
  killPart,
  program,
  ranks,
  start,
  startsIn,
  sweepIn,
} from '../../testing/sweeps.ts';

const emptyFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'kindling-sweep-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

const least = { space: { epochs: 3 }, metric: 'validation.loss', mode: 'min', trials: 1, retries: 0 };

type Results = ReturnType<ReturnType<typeof sweepIn>['results']>;

/** Every trial has the bits that its program has alone. */
const expectBits = async (folder: string, results: Results, command = program): Promise<void> => {
  for (const { trial, config, epochs, error } of results) {
    expect(error).toBeNull();
    const bits = bitsIn(join(folder, 'kept/trials', trial));
    const alone = await bitsAlone(join(folder, 'alone', trial), { ...config, pace: 0 }, command);
    expect(bits.length).toBeGreaterThanOrEqual(epochs);
    expect(bits).toEqual(alone.slice(0, bits.length));
  }
};

const lacksRanks = spawnSync('mpirun', ['--version']).status === 0 ? undefined : 'skipped: no mpirun';
// Open MPI's mpirun asks root whether it is sure.
Object.assign(process.env, {
  OMPI_ALLOW_RUN_AS_ROOT: '1',
  OMPI_ALLOW_RUN_AS_ROOT_CONFIRM: '1',
  OMPI_MCA_btl: 'vader,self',
});
if (rayPython !== undefined) process.env.KINDLING_PYTHON = rayPython;
const why = process.env.KINDLING_RAY_TESTS ? lacksRay : 'minutes long; KINDLING_RAY_TESTS=1 runs it';

describe.skipIf(why !== undefined)(`Ray${why === undefined ? '' : ` (skipped: ${why})`}`, { timeout: 600_000 }, () => {
  test('a program and an actor are killed, the command stopped; it goes on, and all have the bits of a run alone', async () => {
    const folder = emptyFolder();
    const space = { learningRate: { loguniform: [1e-3, 1e-1] }, units: { grid: [2, 4, 8] }, epochs: 4, pace: 300 };
    const scheduler = { asha: { epochs: 4, grace: 2, reduction: 2 } };
    const sweep = sweepIn(folder, { ...least, space, scheduler, retries: 3 });
    const first = sweep.start();
    await epochsRun(folder, 1, first);
    await killPart(folder, 'program');
    await epochsRun(folder, 3, first);
    await killPart(folder, 'actor');
    await epochsRun(folder, 5, first);
    first.child.kill('SIGTERM');
    const { code, output } = await first.ended;
    expect(code, output).toBe(143);
    expect(await allGone(folder, 60)).toBe('');

    const second = await sweep.start('--restore').ended;
    expect(second.code, second.output).toBe(0);
    expect(await allGone(folder, 60)).toBe('');
    const results = sweep.results();
    expect(results).toHaveLength(3);
    const starts = results.map(({ trial }) => startsIn(join(folder, 'kept/trials', trial)));
    expect(starts.reduce((sum, each) => sum + each)).toBeGreaterThan(4); // with the two that were killed
    await expectBits(folder, results);
    expect((await sweep.start().ended).output).toContain('holds a sweep; go on with it by --restore');
  });

  test('the raylet is killed: the command ends with 75, and goes on to the bits of the trials alone', async () => {
    const folder = emptyFolder();
    const sweep = sweepIn(folder, { ...least, space: { units: { grid: [2, 4] }, epochs: 6, pace: 300 } });
    const first = sweep.start();
    await epochsRun(folder, 3, first);
    await killPart(folder, 'raylet');
    const killed = performance.now();
    const { code, output } = await first.ended;
    expect(code, output).toBe(75);
    expect(output).toContain('kindling-sweep: Ray has ended on this machine (its raylet); --restore goes on');
    expect(performance.now() - killed).toBeLessThan(10_000);
    expect(await allGone(folder, 60)).toBe('');

    const second = await sweep.start('--restore').ended;
    expect(second.code, second.output).toBe(0);
    expect(await allGone(folder, 60)).toBe('');
    expect(sweep.results().map(({ epochs }) => epochs)).toEqual([6, 6]);
    await expectBits(folder, sweep.results());
  });

  test.skipIf(lacksRanks !== undefined)(
    `a trial over two processes, one of which is killed, has the bits of one alone (${lacksRanks ?? 'mpirun is there'})`,
    async () => {
      const folder = emptyFolder();
      const space = { epochs: 4, pace: 300 };
      const resources = { processes: 2 };
      const sweep = sweepIn(folder, { ...least, program: ranks, space, resources, retries: 1 });
      const running = sweep.start();
      await epochsRun(folder, 2, running);
      await killPart(folder, 'program');
      const { code, output } = await running.ended;
      expect(code, output).toBe(0);
      expect(await allGone(folder, 60)).toBe('');
      const results = sweep.results();
      expect(results.map(({ trial }) => startsIn(join(folder, 'kept/trials', trial)))).toEqual([4]);
      await expectBits(folder, results, ranks);
    },
  );

  test('PBT gives a bad trial the run of a good one, from which it goes on with other numbers', async () => {
    const folder = emptyFolder();
    // One learns nothing, the other does.
    const space = { learningRate: { choice: [1e-7, 0.05] }, epochs: 8, pace: 200 };
    const scheduler = { pbt: { every: 2, quantile: 0.5, resample: 0 } };
    const sweep = sweepIn(folder, { ...least, metric: 'loss', space, trials: 2, scheduler, seed: 1 });
    const { code, output } = await sweep.start().ended;
    expect(code, output).toBe(0);
    expect(await allGone(folder, 60)).toBe('');
    const trials = join(folder, 'kept/trials');
    const taken = readdirSync(trials).filter((trial) => readdirSync(join(trials, trial)).includes('.loaded'));
    expect(taken.length).toBeGreaterThan(0);
    for (const { epochs, error } of sweep.results()) {
      expect(error).toBeNull();
      expect(epochs).toBe(8);
    }
  });

  test('wrong options are told, and not run again', async () => {
    const folder = emptyFolder();
    const sweep = sweepIn(folder, { ...least, space: { end: { grid: [2, 3] } }, retries: 1 });
    const { code, output } = await sweep.start().ended;
    expect(code, output).toBe(1);
    const startsOf = (end: number) => {
      const { trial, error } = sweep.results().find(({ config }) => (config as { end: number }).end === end)!;
      expect(error).toContain(`the program ended with ${end}: told to end with ${end}`);
      return startsIn(join(folder, 'kept/trials', trial));
    };
    expect(startsOf(2)).toBe(1);
    expect(startsOf(3)).toBe(2);
  });

  const besideRay = join(import.meta.dirname, '../../testing/besideRay.py');
  const given = 'a'.repeat(64);
  /** A sweep on a Ray that is there: its own token, if any, and that which the sweep is given. */
  const joining = async (own: string, token: string, ...around: string[]) => {
    const folder = emptyFolder();
    const { command } = sweepIn(folder, least);
    const auth = own === '' ? { RAY_AUTH_MODE: 'disabled' } : { RAY_AUTH_MODE: 'token', RAY_AUTH_TOKEN: own };
    const args = [...around, rayPython!, besideRay, 'sweep.json', token, ...command];
    const ended = await start(args, { ...auth, HOME: folder, KINDLING_TEST: folder }, folder).ended;
    expect(await allGone(folder, 60)).toBe('');
    return ended;
  };

  test('a Ray that asks for a token is joined with it, and refuses whoever has none or another', async () => {
    const friend = await joining(given, given);
    expect(friend.code, friend.output).toBe(0);
    const stranger = await joining(given, '');
    expect(stranger.code, stranger.output).toBe(2);
    expect(stranger.output).toContain('kindling-sweep: no token for the Ray at ');
    const other = await joining(given, 'b'.repeat(64));
    expect(other.code, other.output).toBe(1);
    expect(other.output).toContain('AuthenticationError');
  });

  // An open Ray listens to everybody: it is started where nobody can come in.
  const inside = ['unshare', '--map-root-user', '--net', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh'];
  const canHide = spawnSync(inside[0]!, [...inside.slice(1), 'true']).status === 0;
  test.skipIf(!canHide)(
    `an open Ray is refused${canHide ? '' : ' (skipped: no network namespace to hide one in)'}`,
    async () => {
      const { code, output } = await joining('', given, ...inside);
      expect(code, output).toBe(2);
      expect(output).toMatch(/kindling-sweep: the Ray at \S+ is open: whoever reaches it can run programs there/);
    },
  );
});
