import { expect, test } from 'vitest';
import { crc32 } from './crc32.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test('the check value of the standard comes out, in one piece or in two', () => {
  expect(crc32(bytes('123456789'))).toBe(0xcbf43926);
  expect(crc32(bytes('56789'), crc32(bytes('1234')))).toBe(0xcbf43926);
  expect(crc32(bytes(''))).toBe(0);
});
