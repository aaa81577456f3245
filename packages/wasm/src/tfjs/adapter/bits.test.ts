import { expect, test } from 'vitest';
import { bitsOf } from './bits.ts';

test('the bits of a number, rounded to float32, as int32', () => {
  expect([0, 1, -2, 0.1, -0, Infinity].map(bitsOf)).toEqual([
    0,
    0x3f800000,
    0xc0000000 | 0,
    0x3dcccccd,
    -(2 ** 31),
    0x7f800000,
  ]);
});
