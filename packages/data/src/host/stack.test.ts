import { dispose, tensor1d } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { expect, test } from 'vitest';
import { hostArray } from './hostArray.ts';
import { stack } from './stack.ts';

const rows = hostArray(new Uint8Array([0, 1, 10, 11, 20, 21, 30, 31]), [4, 2]);

test('rows that came one by one are stacked; plain numbers are float32', async () => {
  const numbers = stack('y', [1, 2.5]);
  const arrays = stack('x', [rows, rows]);
  expect([numbers.dtype, ...(await numbers.data())]).toEqual(['float32', 1, 2.5]);
  expect(arrays.shape).toEqual([2, 4, 2]);
  dispose([numbers, arrays]);
});

test('rows of another shape, or of none, are refused', () => {
  const scalar = tensor1d([1]);
  expect(() => stack('x', [rows, rows.slice(1)])).toThrow(
    'batch: x must have one shape in all elements, got [4, 2] and [3, 2]',
  );
  expect(() => stack('x', ['a'])).toThrow('batch: x must be a number or a host array, got "a"');
  expect(() => stack('x', [1, undefined])).toThrow('batch: x must be a number or a host array, got undefined');
  expect(() => stack('x', [scalar])).toThrow('batch: x is a tensor');
  scalar.dispose();
});
