import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { tinyRun, type } from '../testing/session.ts';

let folder: string;
beforeAll(async () => {
  folder = await tinyRun();
});

test('it gives the score and the report that training ended with', async () => {
  const { code, output } = await type('evaluate', folder, '--backend', 'cpu');
  expect(code).toBe(0);
  expect(output).toContain((await readFile(join(folder, 'report.txt'), 'utf8')).trimEnd());
  expect(memory().numTensors).toBe(0);
});

test('a run may be named by one of its files, and other pictures taken', async () => {
  const { code, output } = await type(
    'evaluate',
    join(folder, 'model.safetensors'),
    '--test',
    '10',
    '--backend',
    'cpu',
  );
  expect(code).toBe(0);
  expect(output).toContain('10 to test with');
});

test.each([
  [[], 'evaluate: give one run, as in evaluate runs/shapes-1, got 0'],
  [['a', 'b'], 'evaluate: give one run, as in evaluate runs/shapes-1, got 2'],
  [['nowhere'], 'evaluate: "nowhere" holds no run'],
])('%j is refused', async (argv, message) => {
  const { code, errors } = await type('evaluate', ...argv);
  expect([code, errors]).toEqual([2, expect.stringContaining(message)]);
});
