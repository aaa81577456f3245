import { tensor, zeros } from '@tensorflow/tfjs-core';
import { testLayer } from '@tests/kit';
import { expect, test } from 'vitest';
import { input } from '../../layer/input.ts';
import { model } from '../../model/functional.ts';
import { concatenate } from './concatenate.ts';

testLayer('concatenate', concatenate, {
  options: { axis: -2 },
  reads: [
    [2, 3, 2],
    [2, 1, 2],
  ],
  gives: [2, 4, 2],
});

test('tensors stand side by side along the axis, in their order', async () => {
  const [left, right] = [input({ shape: [2] }), input({ shape: [1] })];
  const net = model({ inputs: { left, right }, outputs: concatenate()([right, left]) });
  const y = net.apply(net.init(), { left: tensor([[1, 2]]), right: tensor([[3]]) });
  expect(await y.array()).toEqual([[3, 1, 2]]);
});

test('a length known only at run time stays so along the axis', () => {
  const join = (axis: number) => concatenate({ axis })([input({ shape: [null, 2] }), input({ shape: [null, 2] })]);
  expect(join(1).shape).toEqual([null, null, 2]);
  expect(join(2).shape).toEqual([null, null, 4]);
});

test('lengths that do not fit when it runs are refused in the same words', () => {
  const [a, b] = [input({ shape: [null, 2] }), input({ shape: [null, 2] })];
  const net = model({ inputs: { a, b }, outputs: concatenate()([a, b]) });
  expect(() => net.apply(net.init(), { a: zeros([1, 3, 2]), b: zeros([1, 4, 2]) })).toThrow(
    'concatenate: shapes must be equal but for axis 2, got [null, 3, 2], [null, 4, 2]',
  );
});

test('shapes that differ elsewhere are refused, all shown', () => {
  const join = (...shapes: number[][]) => concatenate()(shapes.map((shape) => input({ shape })));
  expect(() => join([32, 32, 3], [6])).toThrow(
    'concatenate: shapes must be equal but for axis 3, got [null, 32, 32, 3], [null, 6]',
  );
  expect(() => join([2, 3], [4, 3])).toThrow('axis 2, got [null, 2, 3], [null, 4, 3]');
  expect(join([2, 3], [2, 5]).shape).toEqual([null, 2, 8]);
});

test('one tensor instead of a list, an empty list, and an axis that is not there are refused', () => {
  const one = input({ shape: [3] });
  expect(() => concatenate()(one as never)).toThrow('concatenate: it reads a list of tensors');
  expect(() => concatenate()([])).toThrow('concatenate: a layer is called on what input() or another layer gives');
  expect(() => concatenate({ axis: 2 })([one, one])).toThrow('concatenate: axis must be within 1 and 1, or -1 and -1');
  expect(() => concatenate({ axis: 0 })).toThrow("concatenate: axis must be an integer other than 0, the batch's");
});
