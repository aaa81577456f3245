import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { nameRanks } from './watch.ts';

test.each([
  [[], 'the others'],
  [[1], 'rank 1'],
  [[1, 2], 'ranks 1 and 2'],
  [[0, 2, 3], 'ranks 0, 2 and 3'],
  [[3, 4, 5, 6, 7], '5 ranks, rank 3 among them'],
])('ranks %j are %s', (ranks, name) => {
  expect(nameRanks(ranks)).toBe(name);
});

/** What another Node does with a guard. */
const guarded = (does: string) =>
  spawnSync(
    process.execPath,
    [
      '--conditions=@kindling/source',
      '--input-type=module',
      '-e',
      `import { guard } from ${JSON.stringify(join(import.meta.dirname, 'watch.ts'))};
      const sleep = (s) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, s * 1000);
      ${does}`,
    ],
    { encoding: 'utf8', timeout: 20_000 },
  );

/** The arguments of all processes, one text each. */
const running = (): readonly string[] =>
  readdirSync('/proc').flatMap((pid) => {
    try {
      return /^\d+$/.test(pid) ? [readFileSync(`/proc/${pid}/cmdline`, 'utf8')] : [];
    } catch {
      return [];
    }
  });

describe.skipIf(process.platform === 'win32')('a guard (skipped on Windows)', () => {
  test('kills the process that is stuck, with a line', () => {
    const { signal, stderr } = guarded(`guard(0.2, 'it is "stuck"'); sleep(15);`);
    expect({ signal, stderr }).toEqual({ signal: 'SIGKILL', stderr: 'it is "stuck"\n' });
  });

  test('that was called off does nothing, and lets the process end', () => {
    const { status, stderr } = guarded(`guard(0.2, 'it is stuck')(); sleep(0.6); process.exitCode = 3;`);
    expect({ status, stderr }).toEqual({ status: 3, stderr: '' });
  });

  test.skipIf(!existsSync('/proc/self/cmdline'))(
    'ends with the process that it watches (skipped without /proc)',
    async () => {
      const { status } = guarded(`guard(17.1234); sleep(0.2);`);
      expect(status).toBe(0);
      const left = () => running().filter((command) => command.includes('17.1234'));
      for (let i = 0; i < 40 && left().length > 0; i++) await pause(50);
      expect(left()).toEqual([]);
    },
  );
});
