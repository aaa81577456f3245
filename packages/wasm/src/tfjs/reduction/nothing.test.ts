import { All, Any, Max, Mean, Min, Prod, Sum } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { nothing } from './nothing.ts';

const device = testDevice();
const over = (name: string, dtype: 'float32' | 'int32' | 'bool', attributes: object = { axis: 1 }) => {
  const y = device.run(nothing, name, { x: device.tensor([], [2, 0], dtype) }, attributes as Record<string, unknown>);
  return { dtype: y.dtype, shape: y.shape, numbers: [...device.numbers(y)] };
};

test('what is there before the first number', () => {
  const first = (name: string, dtype: 'int32' | 'bool') =>
    over(name, dtype, { axis: 1, reductionIndices: 1 }).numbers[0];
  expect([Sum, Prod, Max, Min].map((name) => first(name, 'int32'))).toEqual([0, 1, -(2 ** 31), 2 ** 31 - 1]);
  expect([All, Any, Max, Min].map((name) => first(name, 'bool'))).toEqual([1, 0, 0, 1]);
  expect(over(Mean, 'int32')).toEqual({ dtype: 'float32', shape: [2], numbers: [Number.NaN, Number.NaN] });
});

test('bools are counted, axes kept where asked, and what has numbers is left to others', () => {
  expect(over(Sum, 'bool', { axis: 1, keepDims: true })).toEqual({ dtype: 'int32', shape: [2, 1], numbers: [0, 0] });
  expect(over(Sum, 'int32', { axis: 0 })).toEqual({ dtype: 'int32', shape: [0], numbers: [] });
  const x = device.tensor([1], [1], 'int32');
  expect(nothing.map(({ compute }) => compute({ x }, { axis: 0 }, device)).filter(Boolean)).toEqual([]);
});
