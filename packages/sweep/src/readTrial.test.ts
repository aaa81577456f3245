import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { helpOf, readTrial, requireDefaults } from './readTrial.ts';

const defaults = { learningRate: 0.001, units: 200, activation: 'relu', bias: true };
const read = (...args: string[]) => readTrial(defaults, args);

test('without arguments there are the defaults, and a folder made of them', () => {
  const { config, folder, help } = read();
  expect(config).toEqual(defaults);
  expect(folder).toMatch(/^trials.[0-9a-f]{12}$/);
  expect(help).toBe(false);
});

test('--config replaces what it names, in JSON or in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kindling-trial-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'config.json');
  writeFileSync(file, '{ "units": 8 }');
  expect(read('--config', '{"units":8,"bias":false}').config).toEqual({ ...defaults, units: 8, bias: false });
  expect(read(`--config=@${file}`).config).toEqual({ ...defaults, units: 8 });
  expect(read('--folder', 'here', '--help')).toMatchObject({ folder: 'here', help: true });
});

test('the folder is another for another config, and does not hang on the order of its keys', () => {
  const one = read('--config', '{"units":8,"bias":false}').folder;
  expect(read('--config', '{"bias":false,"units":8}').folder).toBe(one);
  expect(read('--config', '{"bias":true,"units":8}').folder).not.toBe(one);
});

test.each([
  [['--config', '{"unit":8}'], 'trial: unknown key of --config "unit"; did you mean "units"?'],
  [['--config', '{"__proto__":8}'], 'trial: unknown key of --config "__proto__"'],
  [['--config', '{"units":"8"}'], 'trial: config.units must be a finite number, got "8"'],
  [['--config', '{"units":1e999}'], 'trial: config.units must be a finite number, got Infinity'],
  [['--config', '{"units":null}'], 'trial: config.units must be a finite number, got null'],
  [['--config', '{"activation":1}'], 'trial: config.activation must be a string, got 1'],
  [['--config', '{"bias":"true"}'], 'trial: config.bias must be true or false, got "true"'],
  [['--config', '{"units":NaN}'], 'trial: --config must be JSON, got "{\\"units\\":NaN}"'],
  [['--config', '[1]'], 'trial: --config must be an object, got [1]'],
  [['--config', '@/nowhere.json'], '/nowhere.json'],
  [['--config'], 'trial: --config must have a value, got none'],
  [['--config='], 'trial: --config must have a value, got ""'],
  [['--config', '{}', '--config', '{}'], 'trial: --config must be given once, got it twice'],
  [['--conifg', '{}'], 'trial: unknown option "--conifg"; did you mean "--config"?'],
  [['units=8'], 'trial: arguments must be options such as --config, got "units=8"'],
])('%j is refused', (args, message) => {
  expect(() => read(...args)).toThrow(message);
});

test.each([
  [{ units: Number.NaN }, 'trial: defaults.units must be a finite number, a string, true or false, got NaN'],
  [{ units: [1] }, 'trial: defaults.units must be a finite number, a string, true or false, got [1]'],
  [[1], 'trial: defaults must be an object, got [1]'],
])('defaults %j are refused', (given, message) => {
  expect(() => requireDefaults(given)).toThrow(message);
});

test('the help names every key, its type and its default, and all exit codes', () => {
  const help = helpOf('trial.ts', defaults);
  expect(help).toContain('learningRate  a finite number, by default 0.001');
  expect(help).toContain('activation  a string, by default "relu"');
  expect(help).toContain('bias  true or false, by default true');
  for (const code of ['0', '143', '1', '2']) expect(help).toMatch(new RegExp(`^  ${code} +\\w`, 'm'));
});
