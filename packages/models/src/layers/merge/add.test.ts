import { tensor, zeros } from '@tensorflow/tfjs-core';
import { testLayer } from '@tests/kit';
import { expect, test } from 'vitest';
import { input } from '../../layer/input.ts';
import { model } from '../../model/functional.ts';
import { add } from './add.ts';

testLayer('add', add, {
  options: {},
  reads: [
    [2, 3],
    [2, 3],
    [2, 1],
  ],
  gives: [2, 3],
});

test('the sum is that of all', async () => {
  const [a, b] = [input({ shape: [2] }), input({ shape: [2] })];
  const net = model({ inputs: { a, b }, outputs: add()([a, b, a]) });
  expect(await net.apply(net.init(), { a: tensor([[1, 2]]), b: tensor([[10, 20]]) }).array()).toEqual([[12, 24]]);
});

test('a length of 1 is repeated, others must be equal', () => {
  const sum = (...shapes: (number | null)[][]) => add()(shapes.map((shape) => input({ shape }))).shape;
  expect(sum([4, 3], [1, 3], [4, 1])).toEqual([null, 4, 3]);
  expect(sum([null, 3], [null, 1])).toEqual([null, null, 3]);
  expect(() => sum([4, 3], [2, 3])).toThrow('add: lengths must be equal or 1, got [null, 4, 3], [null, 2, 3]');
  expect(() => sum([4, 3], [3])).toThrow('add: lengths must be equal or 1, got [null, 4, 3], [null, 3]');
  expect(() => sum([null], [3])).toThrow('add: lengths must be equal or 1, got [null, null], [null, 3]');
});

test('lengths that do not fit when it runs are refused in the same words', () => {
  const [a, b] = [input({ shape: [null, 2] }), input({ shape: [null, 2] })];
  const net = model({ inputs: { a, b }, outputs: add()([a, b]) });
  expect(() => net.apply(net.init(), { a: zeros([1, 3, 2]), b: zeros([1, 4, 2]) })).toThrow(
    'add: lengths must be equal or 1, got [null, 3, 2], [null, 4, 2]',
  );
  expect(net.apply(net.init(), { a: zeros([1, 3, 2]), b: zeros([1, 1, 2]) }).shape).toEqual([1, 3, 2]);
});
