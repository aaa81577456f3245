import { ClassMatches } from '@kindling/core';
import { expect, test } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { classMatches } from './classMatches.ts';

const matches = (y: readonly number[][], prediction: readonly number[][], parts = 1): number[] => {
  const device = testDevice({ parts });
  const tensor = (rows: readonly number[][]) => device.tensor(rows.flat(), [rows.length, rows[0]!.length]);
  const result = device.run(classMatches, ClassMatches, { y: tensor(y), prediction: tensor(prediction) });
  expect(result.shape).toEqual([y.length]);
  return [...device.numbers(result)];
};

test('a match is a 1, the first of equals counts, and rows that name no class are NaN', () => {
  const y = [
    [0, 1, 0],
    [0, 0, 1],
    [0.5, 0.5, 0],
    [0, 0, 0],
    [Number.NaN, 1, 0],
    [1, 0, 0],
    [1, 0, 0],
  ];
  const prediction = [
    [-3, -1, -2],
    [5, 1, 2],
    [1, 1, 0],
    [1, 0, 0],
    [0, 1, 0],
    [Number.NaN, 1, 0],
    [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY],
  ];
  const expected = [1, 0, 1, Number.NaN, Number.NaN, Number.NaN, 1];
  expect(matches(y, prediction)).toEqual(expected);
  expect(matches(y, prediction, 3)).toEqual(expected);
});

test('integers are left to others', () => {
  const device = testDevice();
  const y = device.tensor([1, 0], [1, 2], 'int32');
  expect(classMatches[0]!.compute({ y, prediction: y }, {}, device)).toBeUndefined();
});
