import { expect, test } from 'vitest';
import { stridesOf, wholeOf } from './walk.ts';

test('strides of a shape, the last axis going on by one', () => {
  expect(stridesOf([2, 3, 4])).toEqual([12, 4, 1]);
  expect([stridesOf([]), wholeOf([5])]).toEqual([[], { start: 0, strides: [1] }]);
});
