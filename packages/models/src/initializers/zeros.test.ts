import '@tensorflow/tfjs-backend-cpu';
import { random } from '@kindling/core';
import { expect, test } from 'vitest';
import { zeros } from './zeros.ts';

test('every value is 0', async () => {
  const values = zeros().values([2, 3], random(0));
  expect([values.shape, values.dtype, await values.array()]).toEqual([
    [2, 3],
    'float32',
    [
      [0, 0, 0],
      [0, 0, 0],
    ],
  ]);
});

test('it has no options', () => {
  expect(() => zeros({ seed: 1 } as object)).toThrow('zeros: unknown option "seed"');
  expect(() => zeros(JSON.parse('null'))).toThrow('zeros: options must be an object, got null');
});

test('its name is what JSON keeps', () => {
  expect(JSON.parse(JSON.stringify(zeros()))).toEqual({ kind: 'zeros', config: {} });
  expect(zeros.kind).toBe('zeros');
});
