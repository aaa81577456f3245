import { _FusedMatMul, BatchMatMul } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { inTurn } from '../adapter/inTurn.ts';
import { binaries } from '../elementwise/binary.ts';
import { integers } from '../elementwise/integers.ts';
import { integerMatMul } from './integerMatMul.ts';

const device = testDevice();
const plain = { transposeA: false, transposeB: false };
const kernels = inTurn([...integerMatMul, ...binaries, ...integers]);
const run = (name: string, inputs: Parameters<typeof device.run>[2], attributes: object = plain) => {
  const y = device.run(kernels, name, inputs, attributes as Record<string, unknown>);
  return { dtype: y.dtype, shape: y.shape, numbers: [...device.numbers(y)] };
};
const of = (values: number[], ...shape: number[]) => device.tensor(values, shape, 'int32');

test('products of integers, transposed or not, in batches that are broadcast crosswise', () => {
  const [a, b] = [of([1, 2, 3, 4], 2, 2), of([5, 6, 7, 8], 2, 2)];
  expect(run(BatchMatMul, { a, b })).toEqual({ dtype: 'int32', shape: [2, 2], numbers: [19, 22, 43, 50] });
  const both = { transposeA: true, transposeB: true };
  expect(run(BatchMatMul, { a, b }, both).numbers).toEqual([23, 31, 34, 46]);
  const crosswise = { a: of([1, 2], 2, 1, 1, 1), b: of([1, 10, 100], 1, 3, 1, 1) };
  expect(run(BatchMatMul, crosswise)).toMatchObject({ shape: [2, 3, 1, 1], numbers: [1, 10, 100, 2, 20, 200] });
});

test('they overflow as int32 does; of bools they say whether there is one', () => {
  const most = 2 ** 31 - 1;
  expect(run(BatchMatMul, { a: of([most, most], 1, 2), b: of([most, 1], 2, 1) }).numbers).toEqual([-(2 ** 31)]);
  const bools = (values: number[]) => device.tensor(values, [1, 2], 'bool');
  const inputs = { a: bools([1, 1]), b: bools([1, 1]) };
  expect(run(BatchMatMul, inputs, { transposeA: false, transposeB: true })).toMatchObject({
    ...{ dtype: 'bool', numbers: [1] },
  });
});

test('over nothing they are 0, and lengths that differ are refused', () => {
  expect(run(BatchMatMul, { a: of([], 1, 0), b: of([], 0, 2) }).numbers).toEqual([0, 0]);
  expect(() => run(_FusedMatMul, { a: of([1, 2], 1, 2), b: of([1], 1, 1) })).toThrow(
    'matMul: the inner lengths must be equal, got [1,2] and [1,1]',
  );
});
