import { expect, test } from 'vitest';
import { parse, stringify } from './numbersInJson.ts';

test('every number comes back, and so does the rest', () => {
  const value = { a: [Number.NaN, Infinity, -Infinity, -0, 0, 0.1, 5e-324], b: { number: 'five' }, c: null, d: 'NaN' };
  expect(parse(stringify(value))).toEqual(value);
  expect(Object.is((parse(stringify(value)) as typeof value).a[3], -0)).toBe(true);
});
