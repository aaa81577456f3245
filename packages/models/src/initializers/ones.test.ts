import '@tensorflow/tfjs-backend-cpu';
import { random } from '@kindling/core';
import { expect, test } from 'vitest';
import { ones } from './ones.ts';

test('every value is 1', async () => {
  const values = ones().values([2, 3], random(0));
  expect([values.shape, values.dtype, await values.array()]).toEqual([
    [2, 3],
    'float32',
    [
      [1, 1, 1],
      [1, 1, 1],
    ],
  ]);
});

test('it has no options', () => {
  expect(() => ones({ seed: 1 } as object)).toThrow('ones: unknown option "seed"');
  expect(() => ones(JSON.parse('null'))).toThrow('ones: options must be an object, got null');
});

test('its name is what JSON keeps', () => {
  expect(JSON.parse(JSON.stringify(ones()))).toEqual({ kind: 'ones', config: {} });
  expect(ones.kind).toBe('ones');
});
