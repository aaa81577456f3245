import { ClassMatches, classMatches } from '@kindling/core';
import { draws } from '../draws.ts';
import { testOffered } from './testOffered.ts';

const rows = (...values: number[][]) => ({ shape: [values.length, values[0]!.length], values: values.flat() });
const { NaN: none, POSITIVE_INFINITY: infinity } = Number;

/** Of few different numbers, so that many are equal. */
const wide = (seed: number) => {
  const draw = draws(seed);
  return rows(...Array.from({ length: 5 }, () => Array.from({ length: 150 }, () => Math.floor(draw() * 20))));
};

/** Matches of classes, on the backend in use. */
export const testClassMatches = (): void => {
  testOffered('classMatches', {
    kernels: [ClassMatches],
    run: (y, prediction) => classMatches({ y: y!, prediction: prediction! }),
    cases: [
      [
        rows([0, 1, 0], [1, 0, 0], [0.2, 0.2, 0.1], [0, 0, 1]),
        rows([0.1, 0.8, 0.1], [0, 1, 1], [1, 1, 0], [none, 0, 1]),
      ],
      [rows([0, 0], [none, 1], [0, 1], [-1, -2]), rows([1, 0], [0, 1], [-3, -2], [1, 0])],
      [rows([1, 0], [1, 0], [0, 1]), rows([-0, 0], [-infinity, -infinity], [1, infinity])],
      [wide(1), wide(2)],
      [wide(3), wide(3)],
    ],
    differentiable: false,
    tolerance: 0,
  });
};
