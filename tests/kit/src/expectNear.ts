import { expect } from 'vitest';

/** That numbers are those expected, as far as a part of 1 + |value|; 0 for the same. */
export const expectNear = (
  found: readonly number[],
  expected: readonly number[],
  tolerance: number,
  about = 'the result',
): void => {
  expect(found.length, about).toBe(expected.length);
  const isFar = (value: number, i: number): boolean =>
    !(Object.is(value, found[i]) || Math.abs(value - found[i]!) <= tolerance * (1 + Math.abs(value)));
  const far = expected.findIndex(isFar);
  expect(far, `${about}: [${far}] is ${found[far]} for ${expected[far]}`).toBe(-1);
};
