import '@tensorflow/tfjs-backend-cpu';
import { memory, tensor2d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { l2 } from './l2.ts';

test('the penalty is rate times the sum of squares, one scalar', async () => {
  const weight = tensor2d([[3], [-4], [0.5]]);
  const before = memory().numTensors;
  const penalty = l2(0.5).penalty(weight);
  expect([penalty.shape, memory().numTensors - before]).toEqual([[], 1]);
  expect((await penalty.data())[0]).toBeCloseTo(0.5 * (9 + 16 + 0.25), 6);
  expect((await l2().penalty(weight).data())[0]).toBeCloseTo(0.2525, 6);
});

test('its config makes it again', () => {
  const json = JSON.parse(JSON.stringify(l2(1e-4)));
  expect(json).toEqual({ kind: 'l2', config: { rate: 1e-4 } });
  expect(JSON.parse(JSON.stringify(l2(json.config)))).toEqual(json);
  expect(l2.kind).toBe('l2');
});

test('a rate that is negative or no number is refused', () => {
  expect(() => l2(-1)).toThrow('l2: rate must be a number of at least 0, got -1');
  expect(() => l2(Number.NaN)).toThrow('l2: rate must be a number of at least 0, got NaN');
});

test('what is no rate and no config is refused', () => {
  expect(() => l2(null as never)).toThrow('l2: options must be an object, got null');
  expect(() => l2('1' as never)).toThrow('l2: options must be an object, got "1"');
  expect(() => l2({ rat: 1 } as never)).toThrow('l2: unknown option "rat"; did you mean "rate"? Known: rate');
  expect(() => l2({} as never)).toThrow('l2: rate must be a number of at least 0, got undefined');
});
