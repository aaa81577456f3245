import { Add, Exp, FloorDiv, Less, Multiply, Neg, Prelu, Sign, Square, SquaredDifference } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { integers } from './integers.ts';

const device = testDevice();
const run = (name: string, inputs: Parameters<typeof device.run>[2], attributes = {}) => {
  const y = device.run(integers, name, inputs, attributes);
  return { dtype: y.dtype, numbers: [...device.numbers(y)] };
};
const ints = (...values: number[]) => device.tensor(values, [values.length], 'int32');
const bools = (...values: number[]) => device.tensor(values, [values.length], 'bool');

test("functions of integers and bools have the dtype of tfjs's cpu backend", () => {
  expect(run(Neg, { x: ints(3, -4) })).toEqual({ dtype: 'int32', numbers: [-3, 4] });
  expect(run(Neg, { x: bools(1, 0) })).toEqual({ dtype: 'bool', numbers: [1, 0] });
  expect(run(Exp, { x: ints(0, 1) })).toEqual({ dtype: 'float32', numbers: [1, Math.fround(Math.E)] });
  expect(run(Less, { a: ints(1, 2, 3), b: ints(2) })).toEqual({ dtype: 'bool', numbers: [1, 0, 0] });
});

test('sums and products overflow as int32 does, whatever float64 has of them', () => {
  const [most, big] = [2 ** 31 - 1, 2 ** 24 + 1];
  expect(run(Add, { a: ints(most, big), b: ints(1) }).numbers).toEqual([-(2 ** 31), big + 1]);
  expect(run(Multiply, { a: ints(most, 65537), b: ints(most, 65537) }).numbers).toEqual([1, 131073]);
  expect(run(Square, { x: ints(most, -3) }).numbers).toEqual([1, 9]);
  expect(run(SquaredDifference, { a: ints(most, 5), b: ints(-most, 7) }).numbers).toEqual([4, 4]);
  const half = device.tensor([0.5], [1]);
  expect(run(Multiply, { a: half, b: ints(3) }).numbers).toEqual([1.5]);
});

test('operands are broadcast', () => {
  const a = device.tensor([1, 2, 3], [3, 1], 'int32');
  expect(run(Add, { a, b: ints(10, 20) }).numbers).toEqual([11, 21, 12, 22, 13, 23]);
});

test('what tfjs has wrong in float32 too', () => {
  expect(run(Sign, { x: device.tensor([1e-40, -2, 0], [3]) }).numbers).toEqual([1, -1, 0]);
  const [a, b] = [device.tensor([7, -7], [2]), device.tensor([2], [1])];
  expect(run(FloorDiv, { a, b })).toEqual({ dtype: 'int32', numbers: [3, -4] });
  const slopes = { x: device.tensor([-1, 2, -3, -4], [2, 2]), alpha: device.tensor([10, 100], [2, 1]) };
  expect(run(Prelu, slopes).numbers).toEqual([-10, 2, -300, -400]);
});
