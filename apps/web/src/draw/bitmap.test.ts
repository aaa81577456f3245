import { expect, test } from 'vitest';
import { bitmapUrl } from './bitmap.ts';
import { pictureBytes } from './tile.ts';

const bytesOf = (url: string): Buffer => Buffer.from(url.replace('data:image/bmp;base64,', ''), 'base64');

test('a picture is a bitmap of 24 bits whose first row is the top one', () => {
  const pixels = Uint8Array.from({ length: 2 * pictureBytes }, (_, at) => at % 251);
  const file = bytesOf(bitmapUrl(pixels, 1));
  expect(file.subarray(0, 2).toString()).toBe('BM');
  expect(file.length).toBe(file.readUInt32LE(2));
  expect([file.readInt32LE(18), file.readInt32LE(22), file.readUInt16LE(28)]).toEqual([32, -32, 24]);
  const at = file.readUInt32LE(10);
  const [red, green, blue] = pixels.subarray(pictureBytes);
  // Blue stands first.
  expect([...file.subarray(at, at + 3)]).toEqual([blue, green, red]);
  expect(file.length - at).toBe(pictureBytes);
});
