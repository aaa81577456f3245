import '@tensorflow/tfjs-backend-cpu';
import { memory, tensor2d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { l1 } from './l1.ts';

test('the penalty is rate times the sum of magnitudes, one scalar', async () => {
  const weight = tensor2d([[3], [-4], [0.5]]);
  const before = memory().numTensors;
  const penalty = l1(0.5).penalty(weight);
  expect([penalty.shape, memory().numTensors - before]).toEqual([[], 1]);
  expect((await penalty.data())[0]).toBeCloseTo(0.5 * (3 + 4 + 0.5), 6);
  expect((await l1().penalty(weight).data())[0]).toBeCloseTo(0.075, 6);
});

test('its config makes it again', () => {
  const json = JSON.parse(JSON.stringify(l1(1e-4)));
  expect(json).toEqual({ kind: 'l1', config: { rate: 1e-4 } });
  expect(JSON.parse(JSON.stringify(l1(json.config)))).toEqual(json);
  expect(l1.kind).toBe('l1');
});

test('a rate that is negative or no number is refused', () => {
  expect(() => l1(-1)).toThrow('l1: rate must be a number of at least 0, got -1');
  expect(() => l1(Number.NaN)).toThrow('l1: rate must be a number of at least 0, got NaN');
});
