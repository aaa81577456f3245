import { memory } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { tinyRun, type } from '../testing/session.ts';

test("without a run it is the chapter's network, one of other widths, or the cnn", async () => {
  expect((await type('summary')).output).toContain('Total params: 646,260');
  expect((await type('summary', '--hidden', 'none')).output).toContain('Total params: 30,730');
  expect((await type('summary', '--model', 'cnn')).output).toContain('Total params: 592,554');
});

test('of a run it is the network that was trained', async () => {
  const { code, output } = await type('summary', await tinyRun());
  expect([code, output]).toEqual([0, expect.stringContaining('Total params: 24,674')]);
  expect(memory().numTensors).toBe(0);
});

test('a run has its own widths', async () => {
  const { code, errors } = await type('summary', 'runs/shapes-1', '--hidden', '3');
  expect([code, errors]).toEqual([2, 'summary: give one run, or --model and --hidden, or none of them']);
});
