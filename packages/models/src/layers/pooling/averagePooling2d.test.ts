import { tensor } from '@tensorflow/tfjs-core';
import { testLayer } from '@tests/kit';
import { expect, test } from 'vitest';
import { input } from '../../layer/input.ts';
import { sequential } from '../../model/sequential.ts';
import { averagePooling2d } from './averagePooling2d.ts';

testLayer('averagePooling2d', averagePooling2d, {
  options: { poolSize: 2 },
  reads: [[2, 4, 5, 3]],
  gives: [2, 2, 2, 3],
});
testLayer('averagePooling2d with overlapping windows', averagePooling2d, {
  options: { poolSize: [2, 3], strides: [2, 1], padding: 'same' },
  reads: [[2, 3, 4, 2]],
  gives: [2, 2, 4, 2],
});

test('padding is left out of the mean', async () => {
  const layer = averagePooling2d({ poolSize: [1, 2], padding: 'same' });
  const net = sequential([input({ shape: [1, 3, 1] }), layer]);
  const y = net.apply(net.init(), tensor([1, 2, 7], [1, 1, 3, 1]));
  expect([...(await y.data())]).toEqual([1.5, 7]);
});

test('windows stand side by side unless strides say otherwise', () => {
  const net = (options: { strides?: number }) =>
    sequential([input({ shape: [9, null, 4] }), averagePooling2d({ poolSize: 3, ...options })]);
  expect(net({}).outputShape).toEqual([null, 3, null, 4]);
  expect(net({ strides: 1 }).outputShape).toEqual([null, 7, null, 4]);
});

test('its size has no default, and what is wrong is refused', () => {
  expect(() => averagePooling2d({} as { poolSize: number })).toThrow(
    'averagePooling2d: poolSize must be a positive integer or [height, width] of such, got undefined',
  );
  expect(() => averagePooling2d({ poolSize: 2, padding: 'Same' as 'same' })).toThrow(
    'averagePooling2d: unknown padding "Same"; did you mean "same"?',
  );
  expect(() => averagePooling2d({ poolSize: 3 })(input({ shape: [2, 8, 1] }))).toThrow(
    'averagePooling2d: poolSize must fit into its input, [null, 2, 8, 1], got 3',
  );
});
