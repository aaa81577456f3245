import { expect, test } from 'vitest';
import { sameBytes } from './sameBytes.ts';

test('bytes are the same where all of them are', () => {
  expect(sameBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2))).toBe(true);
  expect(sameBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 3))).toBe(false);
  expect(sameBytes(Uint8Array.of(1, 2), Uint8Array.of(1))).toBe(false);
  expect(sameBytes(new Uint8Array(), new Uint8Array())).toBe(true);
});
