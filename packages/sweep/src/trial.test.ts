import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, expectTypeOf, onTestFinished, test } from 'vitest';
import { bitsAlone, bitsIn, program, start } from '../testing/sweeps.ts';
import type { Trial, trial } from './trial.ts';

const emptyFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'kindling-trial-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
};

/** A run slow enough to be stopped, after its first epoch. */
const slow = ['--config', '{"epochs":3,"pace":400}'];

const rowsOf = (output: string): readonly Record<string, unknown>[] =>
  output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));

/** The program, once it has told its first epoch. */
const begun = async (args: readonly string[], environment: Record<string, string> = {}) => {
  const started = start([...program, ...args], environment);
  await new Promise<void>((resolve) => {
    started.child.stdout.on('data', (data) => {
      if (String(data).includes('"event":"epoch"')) resolve();
    });
    started.child.on('close', () => resolve());
  });
  return started;
};

test('a program alone runs with its defaults, in a folder of its own choice', { timeout: 60_000 }, async () => {
  const folder = emptyFolder();
  const { code, output } = await start([...program], {}, folder).ended;
  expect(code, output).toBe(0);
  const rows = rowsOf(output);
  expect(rows.map(({ event }) => event)).toEqual(['start', ...Array(6).fill('epoch'), 'end']);
  expect(rows[0]).toMatchObject({ epoch: 0, epochs: 6, config: { learningRate: 0.01, units: 4 } });
  expect(rows[0]!.folder).toMatch(/^trials.[0-9a-f]{12}$/);
  expect(existsSync(join(folder, rows[0]!.folder as string, 'backup.safetensors'))).toBe(true);
});

test.each(['SIGTERM', 'SIGINT', 'SIGKILL'] as const)(
  'after %s a run goes on in its folder, to the bits of one that was never stopped',
  { timeout: 120_000 },
  async (signal) => {
    const folder = emptyFolder();
    const { child, ended } = await begun([...slow, '--folder', join(folder, 'run')]);
    child.kill(signal);
    const { code, output } = await ended;
    expect(code, output).toBe(signal === 'SIGKILL' ? null : 143);
    if (signal !== 'SIGKILL') expect(rowsOf(output).at(-1)).toMatchObject({ event: 'end', reason: 'aborted' });
    expect(output).not.toContain('AbortError');

    const again = await start([...program, ...slow, '--folder', join(folder, 'run')]).ended;
    expect(again.code, again.output).toBe(0);
    expect(rowsOf(again.output)[0]!.epoch).toBeGreaterThan(0);
    expect(bitsIn(join(folder, 'run'))).toEqual(await bitsAlone(join(folder, 'alone'), { epochs: 3 }));
  },
);

test('a program ends with its parent, which holds its standard input', { timeout: 60_000 }, async () => {
  const folder = emptyFolder();
  const args = ['--config', '{"epochs":1000,"pace":50}', '--folder', folder];
  const { child, ended } = await begun(args, { KINDLING_PARENT: 'stdin' });
  child.stdin.destroy();
  expect((await ended).code).toBe(143);
});

test('of several ranks the first looks for the parent; to the others it is not bound', {
  timeout: 60_000,
}, async () => {
  const environment = { KINDLING_PARENT: 'stdin', PMI_RANK: '1' };
  const { child, ended } = start([...program, '--config', '{"epochs":1}', '--folder', emptyFolder()], environment);
  child.stdin.destroy();
  expect((await ended).code).toBe(0);
});

test('a program whose work is done ends, though its parent is there', { timeout: 60_000 }, async () => {
  const args = ['--config', '{"epochs":1}', '--folder', emptyFolder()];
  expect((await start([...program, ...args], { KINDLING_PARENT: 'stdin' }).ended).code).toBe(0);
});

test('options that do not fit end it with 2 and one line that says why', { timeout: 60_000 }, async () => {
  const { code, output } = await start([...program, '--config', '{"unit":8}']).ended;
  expect(code).toBe(2);
  expect(output).toBe(
    'trial: unknown key of --config "unit"; did you mean "units"? Known: learningRate, units, epochs, seed, pace, end\n',
  );
});

test('--help explains, and nothing is trained', { timeout: 60_000 }, async () => {
  const folder = emptyFolder();
  const { code, output } = await start([...program, '--help'], {}, folder).ended;
  expect(code).toBe(0);
  expect(output).toContain('node trial.ts [--config');
  expect(existsSync(join(folder, 'trials'))).toBe(false);
});

test('a config has the types of its defaults', () => {
  type Given = { readonly rate: 0.1; readonly kind: 'relu'; readonly bias: true };
  expectTypeOf<Trial<Given>['config']>().toEqualTypeOf<{
    readonly rate: number;
    readonly kind: string;
    readonly bias: boolean;
  }>();
  expectTypeOf<typeof trial>().parameter(0).not.toMatchTypeOf<{ list: number[] }>();
});
