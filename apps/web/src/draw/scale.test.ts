import { expect, test } from 'vitest';
import { scaleOf } from './scale.ts';

const line = (...ys: number[]) => ({ xs: ys.map((_, x) => x), ys });

test('an axis goes as far as its lines, at least to its top, and no further than what can be read', () => {
  expect(scaleOf([line(2.3, 0.1), line()], 2.5, 6.9)).toEqual({ end: 2.5, beyond: undefined });
  expect(scaleOf([line(2.3), line(4, 3)], 2.5, 6.9)).toEqual({ end: 4, beyond: undefined });
  expect(scaleOf([line(2.3, 69), line(40)], 2.5, 6.9)).toEqual({ end: 6.9, beyond: 69 });
});

test('a value that is no number does not count', () => {
  expect(scaleOf([line(3, Number.NaN, Number.POSITIVE_INFINITY)], 2.5, 6.9)).toEqual({ end: 3, beyond: undefined });
});
