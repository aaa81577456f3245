import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { buildApp } from './testing/buildApp.ts';
import { temporaryFolder, tiny } from './testing/session.ts';

let main: string;
beforeAll(async () => {
  main = await buildApp('main-test');
});

/** Starts the built app, and presses Ctrl-C as often as it is asked to, each time `when` has been printed. */
const start = (
  cwd: string,
  argv: readonly string[],
  presses: readonly string[] = [],
  signal: NodeJS.Signals = 'SIGINT',
) =>
  new Promise<{ code: number | null; output: string }>((resolve, reject) => {
    const app = spawn(process.execPath, [main, ...argv], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const waiting = [...presses];
    let output = '';
    const hear = (text: Buffer): void => {
      output += text;
      if (waiting[0] !== undefined && output.includes(waiting[0])) {
        waiting.shift();
        app.kill(signal);
      }
    };
    app.stdout.on('data', hear);
    app.stderr.on('data', hear);
    app.on('error', reject);
    app.on('close', (code) => resolve({ code, output }));
  });

test('the built app trains, in any folder', async () => {
  const folder = await temporaryFolder();
  const { code, output } = await start(folder, ['train', ...tiny]);
  expect([code, output]).toEqual([0, expect.stringContaining('What to type next')]);
  expect(output).not.toMatch(/warning|Error|running TensorFlow/i);
  expect(await readdir(join(folder, 'runs', 'shapes-1'))).toContain('checkpoint.safetensors');
});

test('Ctrl-C saves, says how to go on, and gives exit code 130', async () => {
  const folder = await temporaryFolder();
  const long = ['train', '--train', '200', '--test', '50', '--hidden', '8', '--epochs', '1000', '--backend', 'cpu'];
  const { code, output } = await start(folder, long, ['Epoch 2/']);
  expect({ code, output }).toMatchObject({ code: 130 });
  expect(output).toContain('npm start -- train --resume runs/shapes-1');
  const { status, history } = JSON.parse(await readFile(join(folder, 'runs/shapes-1/run.json'), 'utf8'));
  expect(status).toBe('interrupted');
  const epochs = String(history.length + 1);
  const resumed = await start(folder, ['train', '--resume', 'runs/shapes-1', '--epochs', epochs]);
  expect([resumed.code, resumed.output]).toEqual([0, expect.stringContaining(`Epoch ${epochs}/${epochs}`)]);
});

test.runIf(process.platform !== 'win32').each([
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)(
  '%s saves too, also where it comes twice, and gives exit code %d (skipped on Windows)',
  async (signal, expected) => {
    const folder = await temporaryFolder();
    const long = ['train', '--train', '200', '--test', '50', '--hidden', '8', '--epochs', '1000', '--backend', 'cpu'];
    const { code, output } = await start(folder, long, ['Epoch 2/', 'again quits at once'], signal);
    expect({ code, output }).toMatchObject({ code: expected });
    expect(output).toContain('npm start -- train --resume runs/shapes-1');
    const run = join(folder, 'runs/shapes-1');
    expect(JSON.parse(await readFile(join(run, 'run.json'), 'utf8')).status).toBe('interrupted');
    expect(await readdir(run)).not.toContain('run.lock');
  },
);

test('a second Ctrl-C, while it is saving, quits at once', async () => {
  const folder = await temporaryFolder();
  const long = ['train', '--train', '200', '--test', '50', '--epochs', '1000', '--backend', 'cpu'];
  const { code, output } = await start(folder, long, ['Epoch 1/', 'again quits at once']);
  expect({ code, output }).toMatchObject({ code: 130 });
  expect(await readdir(join(folder, 'runs/shapes-1'))).not.toContain('run.lock');
});

test('what was typed wrongly gives one line and exit code 2', async () => {
  const { code, output } = await start(import.meta.dirname, ['train', '--epochs', 'many']);
  expect([code, output]).toEqual([2, 'train: --epochs must be a positive integer, got "many"\n']);
});
