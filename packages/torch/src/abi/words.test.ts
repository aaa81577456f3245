import { expect, test } from 'vitest';
import { readWord, words, writeWord, writeWords } from './words.ts';

test('integers of either sign are written in 64 bits, in two’s complement', () => {
  const to = words(5);
  writeWords(to, [0, 1, -1, 2 ** 40 + 3, -(2 ** 33)]);
  expect([...new BigInt64Array(to.buffer)]).toEqual([0n, 1n, -1n, 2n ** 40n + 3n, -(2n ** 33n)]);
});

test('addresses come back as they were written', () => {
  const to = words(2);
  writeWord(to, 1, 0x7fff_1234_5678);
  expect(readWord(to, 1)).toBe(0x7fff_1234_5678);
  expect(readWord(to, 0)).toBe(0);
});
