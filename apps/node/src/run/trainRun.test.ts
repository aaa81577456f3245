import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { join as joinWorld } from '@kindling/distributed';
import { expect, test } from 'vitest';
import { parseFlags } from '../cli/flags.ts';
import { temporaryFolder, tinyRun } from '../testing/session.ts';
import { planOf } from './plan.ts';
import { trainFlags } from './settings.ts';
import { trainRun } from './trainRun.ts';

const long = ['--train', '200', '--test', '50', '--hidden', '8', '--epochs', '500', '--backend', 'cpu'];

const run = async (argv: readonly string[], print: (line: string) => void = () => undefined) =>
  trainRun(
    await planOf(parseFlags('train', trainFlags, argv)),
    { print, status: () => undefined, terminal: { columns: undefined, write: () => undefined } },
    await joinWorld(),
  );

test('Ctrl-C ends a run after its step, saved, and it can be gone on with', async () => {
  const folder = join(await temporaryFolder(), 'run');
  const before = process.listeners('SIGINT');
  const waiting = setInterval(() => {
    for (const listener of process.listeners('SIGINT')) if (!before.includes(listener)) listener('SIGINT');
    if (process.listenerCount('SIGINT') > before.length) clearInterval(waiting);
  }, 20);
  const said: string[] = [];
  const outcome = await run([...long, '--out', folder], (line) => said.push(line));
  expect(outcome).toMatchObject({ folder, status: 'interrupted', results: undefined });
  expect(outcome.epochs).toBeLessThan(500);
  expect(said.at(-1)).toContain('Ctrl-C again quits at once');
  expect(await readdir(folder)).toEqual(expect.arrayContaining(['model.safetensors', 'run.json', 'weights.png']));

  const finished = await run(['--resume', folder, '--epochs', String(outcome.epochs + 1)]);
  expect(finished).toMatchObject({ status: 'finished', epochs: outcome.epochs + 1 });
});

test('a run whose pictures are others now is not gone on with', async () => {
  const folder = await tinyRun();
  const path = join(folder, 'run.json');
  const record = JSON.parse(await readFile(path, 'utf8'));
  record.data.test.sha256 = '0';
  await writeFile(path, JSON.stringify(record));
  await expect(run(['--resume', folder, '--epochs', '2'])).rejects.toThrow(/the test pictures are not those of/);
});
