import { expect, test } from 'vitest';
import { pictureSize } from './pictureSize.ts';

const bytes = (length: number, at: Readonly<Record<number, readonly number[]>>): Uint8Array => {
  const all = new Uint8Array(length);
  for (const [start, part] of Object.entries(at)) all.set(part, Number(start));
  return all;
};
const riff = [...'RIFF'].map((char) => char.charCodeAt(0));

test('PNG', () => {
  const png = bytes(33, { 0: [0x89, 0x50, 0x4e, 0x47], 16: [0, 0, 0x32, 0x01, 0, 0, 0, 7] });
  expect(pictureSize(png)).toEqual({ width: 12801, height: 7 });
});

test('JPEG: behind its other segments', () => {
  const jpeg = bytes(40, {
    0: [0xff, 0xd8, 0xff, 0xe0, 0, 8],
    12: [0xff, 0xc4, 0, 4],
    18: [0xff, 0xc2, 0, 17, 8, 0x01, 0x00, 0x02, 0x03],
  });
  expect(pictureSize(jpeg)).toEqual({ width: 515, height: 256 });
});

test('JPEG that ends before it tells', () => {
  expect(pictureSize(bytes(30, { 0: [0xff, 0xd8, 0xff, 0xe1, 0x40, 0] }))).toBeUndefined();
});

test('GIF', () => {
  expect(pictureSize(bytes(30, { 0: [0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 3, 1, 5, 0] }))).toEqual({
    width: 259,
    height: 5,
  });
});

test('BMP, whose height may be negative', () => {
  expect(pictureSize(bytes(54, { 0: [0x42, 0x4d], 18: [64, 0, 0, 0, 0xe0, 0xff, 0xff, 0xff] }))).toEqual({
    width: 64,
    height: 32,
  });
});

test.each([
  ['VP8X', { 12: [0x56, 0x50, 0x38, 0x58], 24: [0xff, 0x2e, 0, 0x0f, 0, 1] }, { width: 12_032, height: 65_552 }],
  ['VP8L', { 12: [0x56, 0x50, 0x38, 0x4c], 20: [0x2f, 0x0f, 0xc0, 0x07, 0] }, { width: 16, height: 32 }],
  ['VP8 ', { 12: [0x56, 0x50, 0x38, 0x20], 26: [0x2c, 0x01, 0xc8, 0] }, { width: 300, height: 200 }],
])('WebP %s', (_, parts, size) => {
  expect(pictureSize(bytes(30, { 0: riff, ...parts }))).toEqual(size);
});

test('what is none', () => {
  expect(pictureSize(bytes(40, { 0: [1, 2, 3] }))).toBeUndefined();
  expect(pictureSize(bytes(8, { 0: [0x89, 0x50] }))).toBeUndefined();
});
