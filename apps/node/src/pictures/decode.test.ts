import { deflateSync } from 'node:zlib';
import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { decodePicture } from './decode.ts';

const png = (width: number, height: number, pixel: readonly number[]): Buffer => {
  const picture = new PNG({ width, height });
  picture.data.set(Array.from({ length: width * height }, () => pixel).flat());
  return PNG.sync.write(picture);
};

test('a PNG gives its pixels, alpha too', () => {
  const { width, height, rgba, orientation } = decodePicture(png(3, 2, [10, 20, 30, 40]));
  expect([width, height, orientation]).toEqual([3, 2, 1]);
  expect([...rgba.subarray(0, 4)]).toEqual([10, 20, 30, 40]);
});

test('a JPEG gives its pixels, nearly', () => {
  const data = Buffer.alloc(16 * 8 * 4, 128);
  const { width, height, rgba } = decodePicture(jpeg.encode({ width: 16, height: 8, data }, 95).data);
  expect([width, height]).toEqual([16, 8]);
  expect(Math.abs(rgba[0]! - 128)).toBeLessThan(4);
  expect(rgba[3]).toBe(255);
});

test.each([
  ['GIF89a..', 'a GIF file; save it as PNG or JPEG'],
  ['hello world', 'neither PNG nor JPEG; save it as PNG or JPEG'],
  ['', 'it is empty; save it as PNG or JPEG'],
])('a file that begins with %j is refused by what it is', (start, message) => {
  expect(() => decodePicture(Buffer.from(start))).toThrow(message);
});

test('a picture that is cut short is refused', () => {
  const whole = png(40, 40, [1, 2, 3, 255]);
  for (const length of [8, 20, 30, whole.length - 20]) {
    expect(() => decodePicture(whole.subarray(0, length))).toThrow(/damaged or too large/);
  }
  const photo = jpeg.encode({ width: 64, height: 64, data: Buffer.alloc(64 * 64 * 4, 99) }, 90).data;
  expect(() => decodePicture(photo.subarray(0, 100))).toThrow(/damaged or too large/);
});

/** A PNG that claims a size and holds whatever data, interlaced or not. */
const forged = (width: number, height: number, data: Buffer, interlaced: boolean): Buffer => {
  const file = png(1, 1, [0, 0, 0, 255]);
  const chunk = (type: string, body: Buffer): Buffer => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(body.length);
    head.write(type, 4, 'latin1');
    return Buffer.concat([head, body, Buffer.alloc(4)]);
  };
  const header = Buffer.from(file.subarray(16, 29));
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[12] = interlaced ? 1 : 0;
  return Buffer.concat([file.subarray(0, 8), chunk('IHDR', header), chunk('IDAT', data)]);
};

test('a picture of more than 40 million pixels is refused before it is unpacked', () => {
  expect(() => decodePicture(forged(100_000, 100_000, Buffer.alloc(0), false))).toThrow(
    '100000 by 100000 pixels, more than 40 million',
  );
});

test('an interlaced PNG that unpacks to far more than its size is refused in bounded memory', () => {
  const bomb = deflateSync(Buffer.alloc(50_000_000));
  expect(() => decodePicture(forged(2, 2, bomb, true))).toThrow(/damaged or too large/);
});

test('a file of more than 30 MB is refused', () => {
  expect(() => decodePicture(new Uint8Array(31 * 2 ** 20))).toThrow('bytes, more than');
});
