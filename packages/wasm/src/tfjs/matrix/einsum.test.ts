import { Einsum } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { inTurn } from '../adapter/inTurn.ts';
import { reductions } from '../reduction/reduce.ts';
import { einsum } from './einsum.ts';
import { matMul } from './matMul.ts';
import { moved } from './moved.ts';
import { transpose } from './transpose.ts';

const device = testDevice();
const kernels = inTurn([...einsum, ...matMul, ...reductions, ...transpose, ...moved]);
const run = (equation: string, ...operands: ReturnType<typeof device.tensor>[]) => {
  const held = device.held();
  const y = device.run(kernels, Einsum, Object.fromEntries(operands.entries()), { equation });
  expect(device.held()).toBe(held + 1);
  return { shape: y.shape, numbers: [...device.numbers(y)] };
};
const a = device.tensor([1, 2, 3, 4, 5, 6], [2, 3]);
const b = device.tensor([1, 10, 100], [3]);

test('of one operand: its axes in another order, or summed', () => {
  expect(run('ij->ji', a)).toEqual({ shape: [3, 2], numbers: [1, 4, 2, 5, 3, 6] });
  expect(run('ij->j', a).numbers).toEqual([5, 7, 9]);
  expect(run('ij->', a)).toEqual({ shape: [], numbers: [21] });
});

test('of two: summed over the letters that the result has not, of both or of one', () => {
  expect(run('ij,j->i', a, b).numbers).toEqual([321, 654]);
  expect(run('ij,j->ij', a, b).numbers).toEqual([1, 20, 300, 4, 50, 600]);
  expect(run('ij,k->ki', a, b)).toEqual({ shape: [3, 2], numbers: [6, 15, 60, 150, 600, 1500] });
  expect(run('ij,kj->ki', a, a).numbers).toEqual([14, 32, 32, 77]);
});

test('a letter that is there twice is refused', () => {
  expect(() => run('jj->j', a)).toThrow('duplicate axes');
  expect(() => run('ij->jj', a)).toThrow('Einsum: a letter must be there once in the result, got ij->jj');
});
