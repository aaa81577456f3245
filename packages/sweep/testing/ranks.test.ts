// A trial that is itself several processes, under a real mpirun, started as the driver starts it.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Family, lacksMpi, starters } from '../../distributed/testing/families.ts';
import { allGone, bitsAlone, bitsIn, epochsRun, type Running, ranks, start } from './sweeps.ts';

const flags: Readonly<Record<Family, readonly string[]>> = {
  openmpi: ['--oversubscribe'],
  mpich: ['-launcher', 'fork'],
};
const asRoot = { OMPI_ALLOW_RUN_AS_ROOT: '1', OMPI_ALLOW_RUN_AS_ROOT_CONFIRM: '1', OMPI_MCA_btl: 'vader,self' };

const harms: readonly (readonly [string, (running: Running, pids: readonly number[]) => void])[] = [
  ['its parent is gone', ({ child }) => child.stdin.destroy()],
  ['rank 0 or 1 is killed', (_, pids) => process.kill(pids[0]!, 'SIGKILL')],
  ['mpirun is killed', ({ child }) => child.kill('SIGKILL')],
];

describe.each(['openmpi', 'mpich'] as const)('%s', (family) => {
  const why = lacksMpi[family];

  describe.skipIf(why !== undefined)(`(${why ?? 'installed'})`, { timeout: 120_000 }, () => {
    test.each(harms)('%s: no process is left, and the trial goes on to the bits of one process', async (_, harm) => {
      const folder = mkdtempSync(join(tmpdir(), 'kindling-ranks-'));
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
      const kept = join(folder, 'kept/trials/one');
      const run = (pace: number) => {
        const config = ['--config', JSON.stringify({ epochs: 3, pace }), '--folder', kept];
        const environment = { ...asRoot, KINDLING_PARENT: 'stdin', KINDLING_TEST: folder };
        return start([starters[family]!.command, ...flags[family], '-n', '2', ...ranks, ...config], environment);
      };
      const first = run(700);
      await epochsRun(folder, 2, first); // so the first is saved
      harm(first, readFileSync(join(kept, 'pids.txt'), 'utf8').trim().split('\n').map(Number));
      const { code, output } = await first.ended;
      expect(code, output).not.toBe(0);
      expect(await allGone(folder, 10)).toBe('');

      const { ended } = run(0);
      const again = await ended;
      expect(again.code, again.output).toBe(0);
      const starts = again.output.split('\n').filter((line) => line.includes('"event":"start"'));
      expect(starts).toHaveLength(1); // the rank that leads
      expect(JSON.parse(starts[0]!).epoch).toBeGreaterThan(0);
      expect(bitsIn(kept)).toEqual(await bitsAlone(join(folder, 'alone'), { epochs: 3 }, ranks));
    });
  });
});
