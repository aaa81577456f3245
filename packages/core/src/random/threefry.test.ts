import { expect, test } from 'vitest';
import { threefry2x32 } from './threefry.ts';

const block = (...[k0, k1, c0, c1]: [number, number, number, number]): string => {
  const out = new Uint32Array(2);
  threefry2x32(k0, k1, c0, c1, out, 0);
  return Array.from(out, (word) => word.toString(16).padStart(8, '0')).join(' ');
};

test("it gives Random123's known answers", () => {
  expect(block(0, 0, 0, 0)).toBe('6b200159 99ba4efe');
  expect(block(0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff)).toBe('1cb996fc bb002be7');
  expect(block(0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3)).toBe('c4923a9c 483df7a0');
});

test('signed and unsigned words are the same words', () => {
  expect(block(-1, -1, -1, -1)).toBe('1cb996fc bb002be7');
});
