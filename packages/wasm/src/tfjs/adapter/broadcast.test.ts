import { expect, test } from 'vitest';
import { joinAxes, sameShape } from './broadcast.ts';

test('neighbouring axes are one where both operands go on alike, innermost first', () => {
  expect(joinAxes([2, 3, 4], [2, 3, 4], [2, 3, 4])).toEqual([{ length: 24, a: 1, b: 1 }]);
  expect(joinAxes([2, 3, 4], [3, 4], [2, 3, 4])).toEqual([
    { length: 12, a: 1, b: 1 },
    { length: 2, a: 12, b: 0 },
  ]);
});

test('an operand stays where it is repeated; axes of one are none', () => {
  expect(joinAxes([2, 3, 1], [1, 3, 4], [2, 3, 4])).toEqual([
    { length: 4, a: 0, b: 1 },
    { length: 3, a: 1, b: 4 },
    { length: 2, a: 3, b: 0 },
  ]);
  expect(joinAxes([1, 1], [1], [1, 1])).toEqual([]);
  expect(joinAxes([5, 1, 2], [], [5, 1, 2])).toEqual([{ length: 10, a: 1, b: 0 }]);
});

test('shapes are the same with the same rank', () => {
  expect([sameShape([2, 3], [2, 3]), sameShape([2, 3], [3, 2]), sameShape([2], [2, 1])]).toEqual([true, false, false]);
});
