import {
  add,
  complex,
  greater,
  mul,
  prelu,
  range,
  real,
  reshape,
  sub,
  type Tensor,
  tensor1d,
  zeros,
} from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { expectAsOnCpu, found } from '../../../testing/asOnCpu.ts';
import { onDawn } from '../../../testing/onDawn.ts';
import { merged } from './broadcast.ts';

test('neighbouring axes are one where the same is repeated along them, or nothing', () => {
  expect(merged([2, 3, 4, 5, 6], [6])).toEqual([
    [120, 6],
    [1, 6],
  ]);
  expect(merged([2, 1, 4, 1, 6], [1, 3, 4, 1, 1])).toEqual([
    [2, 1, 4, 6],
    [1, 3, 4, 1],
  ]);
  expect(merged([1, 1], [1, 1, 1, 1, 1])).toEqual([[1], [1]]);
});

const numbers = (...shape: number[]): Tensor =>
  reshape(range(1, 1 + shape.reduce((size, length) => size * length, 1)), shape);

onDawn('pairs of five axes and more', () => {
  test('a vector goes along the last axis of five, six and seven, as on cpu', async () => {
    const vector = () => tensor1d([10, 20, 30]);
    await expectAsOnCpu(() => add(numbers(2, 1, 2, 2, 3), vector()));
    await expectAsOnCpu(() => sub(vector(), numbers(2, 1, 2, 1, 2, 3)));
    await expectAsOnCpu(() => greater(numbers(2, 2, 1, 2, 1, 2, 3), vector()));
    await expectAsOnCpu(() => prelu(sub(numbers(2, 1, 2, 2, 3), 12), vector()));
  });

  test('so do axes that are repeated by turns', async () => {
    await expectAsOnCpu(() => mul(numbers(2, 1, 3, 1, 2), numbers(3, 1, 2, 1)));
  });

  test('so do complex numbers', async () => {
    const pairs = () => complex(numbers(2, 1, 2, 1, 2), zeros([2, 1, 2, 1, 2]));
    const { values, shape } = await found(() => real(add(pairs(), complex(tensor1d([10, 20]), zeros([2])))));
    expect(shape).toEqual([2, 1, 2, 1, 2]);
    expect(values).toEqual([11, 22, 13, 24, 15, 26, 17, 28]);
  });
});
