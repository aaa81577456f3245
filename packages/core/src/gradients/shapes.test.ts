import {
  broadcastTo,
  concat,
  expandDims,
  greater,
  less,
  log,
  mul,
  pad,
  reshape,
  reverse,
  slice,
  split,
  squeeze,
  stack,
  sub,
  type Tensor,
  tile,
  transpose,
  unstack,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { expectGradient, gradientOf, input } from '@tests/kit';
import { expect, test } from 'vitest';
import { furtherGradients } from './further.ts';
import { neededGradients, registerGradients } from './needed.ts';

registerGradients([...neededGradients, ...furtherGradients]);

const moved: [string, (x: Tensor) => Tensor][] = [
  ['reshape', (x) => reshape(x, [4, 6])],
  ['expandDims', (x) => expandDims(x, 1)],
  ['squeeze', (x) => squeeze(expandDims(x, 0))],
  ['transpose', (x) => transpose(x)],
  ['transpose with a permutation', (x) => transpose(x, [2, 0, 1])],
  ['reverse', (x) => reverse(x, [0, 2])],
  ['reverse of one axis', (x) => reverse(x, -1)],
  ['slice', (x) => slice(x, [1, 1, 0], [1, 2, 3])],
  ['slice to the end', (x) => slice(x, [0, 1], [-1, -1])],
  ['slice by the first axis', (x) => slice(x, 1, 1)],
  [
    'pad',
    (x) =>
      pad(
        x,
        [
          [0, 0],
          [2, 1],
          [1, 0],
        ],
        7,
      ),
  ],
  ['tile', (x) => tile(x, [3, 1, 2])],
  ['broadcastTo', (x) => broadcastTo(reshape(x, [2, 1, 3, 4]), [2, 5, 3, 4])],
];

test.each(moved)('%s moves the gradient back', (_, f) => expectGradient(f, input(2, 3, 4)));

test('concat, stack, split and unstack hand each part its own', () => {
  expectGradient((a, b) => concat([a, b, a], 1), input(2, 3), input(2, 1));
  expectGradient((a, b) => concat([a, b], -1), input(2, 3), input(2, 1));
  expectGradient((a, b) => stack([a, b], 1), input(2, 3), input(2, 3));
  expectGradient(
    (x) => {
      const [a, , c] = split(x, [1, 2, 1], 1);
      return mul(a!, sub(c!, 2));
    },
    input(2, 4),
  );
  expectGradient(
    (x) => {
      const [a, b] = unstack(x, 1);
      return mul(a!, b!);
    },
    input(3, 3),
  );
});

test('where follows the branch that was taken, also past a comparison', () => {
  expectGradient((x, y) => where(greater(x, 0.2), mul(x, y), y), input(6), input(6));
  expectGradient((x) => where(greater(x, 0.2), mul(x, 3), zerosLike(x)), input(2, 3));
});

test('an infinite gradient does not reach the branch that was not taken', () => {
  const f = (x: Tensor, y: Tensor) => log(where(less(x, 1), x, y));
  expect(gradientOf(f, { shape: [1], values: [0] }, { shape: [1], values: [5] })).toEqual([[Infinity], [0]]);
});
