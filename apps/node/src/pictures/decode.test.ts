import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { decodePicture } from './decode.ts';

test.each([
  ['GIF89a..', 'a GIF file; save it as PNG or JPEG'],
  ['hello world', 'neither PNG nor JPEG; save it as PNG or JPEG'],
  ['', 'it is empty; save it as PNG or JPEG'],
])('a file that begins with %j is refused by what it is', (start, message) => {
  expect(() => decodePicture(Buffer.from(start))).toThrow(message);
});

test('a PNG is upright', () => {
  const file = PNG.sync.write(new PNG({ width: 3, height: 2 }));
  expect(decodePicture(file)).toMatchObject({ width: 3, height: 2, orientation: 1 });
});

test('a file of more than 30 MB is refused', () => {
  expect(() => decodePicture(new Uint8Array(31 * 2 ** 20))).toThrow(
    'bytes, more than 31457280; save a smaller copy of it',
  );
});
