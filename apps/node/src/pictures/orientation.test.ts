import { expect, test } from 'vitest';
import { orientationOf } from './orientation.ts';

/** A JPEG's first bytes, with an EXIF block of one entry. */
const exif = (tag: number, value: number, little: boolean): Buffer => {
  const tiff = Buffer.alloc(26);
  tiff.write(little ? 'II' : 'MM', 0, 'latin1');
  const short = (n: number, at: number) => (little ? tiff.writeUInt16LE(n, at) : tiff.writeUInt16BE(n, at));
  short(42, 2);
  short(little ? 8 : 0, 4);
  short(little ? 0 : 8, 6);
  short(1, 8);
  short(tag, 10);
  short(3, 12);
  short(value, 18);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(2 + 6 + tiff.length);
  const comment = Buffer.from([0xff, 0xfe, 0, 4, 65, 66]);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    comment,
    Buffer.from([0xff, 0xe1]),
    length,
    Buffer.from('Exif\0\0', 'latin1'),
    tiff,
    Buffer.from([0xff, 0xda, 0, 2]),
  ]);
};

test.each([true, false])('the tag is found, with little-endian numbers: %s', (little) => {
  for (const value of [1, 3, 6, 8]) expect(orientationOf(exif(0x0112, value, little))).toBe(value);
});

test('without the tag, or with a value out of range, a picture is upright', () => {
  expect(orientationOf(exif(0x0100, 6, true))).toBe(1);
  expect(orientationOf(exif(0x0112, 9, true))).toBe(1);
  expect(orientationOf(Buffer.from([0xff, 0xd8, 0xff, 0xda]))).toBe(1);
});

test('a block that is cut anywhere does no harm', () => {
  const whole = exif(0x0112, 6, false);
  for (let length = 0; length < whole.length; length++) {
    expect([1, 6]).toContain(orientationOf(whole.subarray(0, length)));
  }
});
