import { expect } from 'vitest';

/**
 * Each within 2⁻²² of `magnitudes`, the sums of the terms' absolute values; NaN and infinities where they are wanted.
 */
export const expectClose = (
  actual: ArrayLike<number>,
  wanted: ArrayLike<number>,
  magnitudes: ArrayLike<number>,
  about: string,
): void => {
  expect(actual.length, about).toBe(wanted.length);
  for (let i = 0; i < wanted.length; i++) {
    const [got, value] = [actual[i]!, wanted[i]!];
    const near = Object.is(got, value) || got === value || Math.abs(got - value) <= magnitudes[i]! * 2 ** -22;
    if (!near) expect.fail(`${about}: number ${i} is ${got}, should be ${value}`);
  }
};
