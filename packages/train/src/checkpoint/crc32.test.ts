import { expect, test } from 'vitest';
import { crc32 } from './crc32.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test('the check value of the standard comes out, in one piece or in two', () => {
  expect(crc32(bytes('123456789'))).toBe(0xcbf43926);
  expect(crc32(bytes('56789'), crc32(bytes('1234')))).toBe(0xcbf43926);
  expect(crc32(bytes(''))).toBe(0);
  const long = Uint8Array.from({ length: 1003 }, (_, i) => (i * i) & 255);
  for (const cut of [0, 1, 7, 8, 500, 1003]) {
    expect(crc32(long.subarray(cut), crc32(long.subarray(0, cut)))).toBe(crc32(long));
  }
});
