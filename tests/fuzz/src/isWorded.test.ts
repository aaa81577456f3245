import { expect, test } from 'vitest';
import { isWorded } from './isWorded.ts';

test.each([
  'dense: units must be a positive integer, got -3',
  'größe: its input must be [batch, height, width, channels], got [null, 3]',
  'fromJSON: unknown layer kind "x is not a function"; did you mean "dense"?',
])('%j is in words', (message) => {
  expect(isWorded(new Error(message))).toBe(true);
});

test.each([
  "Cannot read properties of undefined (reading 'shape')",
  'decodeModel: Unexpected token } in JSON at position 3',
  'dense: x is not iterable',
  'split: Invalid typed array length: 9007199254740991',
  "Argument 'x' passed to 'relu' must be a Tensor or TensorLike",
  'Operands could not be broadcast together with shapes 2,3 and 2,5.',
  'units must be positive',
])('%j is raw', (message) => {
  expect(isWorded(new TypeError(message))).toBe(false);
});

test('what is no error is raw', () => {
  expect(isWorded('dense: units must be positive')).toBe(false);
});
