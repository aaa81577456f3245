import jpeg from 'jpeg-js';
import { afterEach, expect, test, vi } from 'vitest';
import { decodeJPEG } from './jpeg.ts';

afterEach(() => vi.restoreAllMocks());

const noise = Buffer.from(Array.from({ length: 40 * 24 * 4 }, (_, i) => (i * 7919) % 256));
const photo = jpeg.encode({ width: 40, height: 24, data: noise }, 90).data;

const part = (type: number, ...body: readonly number[]): Buffer =>
  Buffer.from([0xff, type, (body.length + 2) >> 8, (body.length + 2) & 255, ...body]);

const opening = Buffer.from([0xff, 0xd8]);
const ending = Buffer.from([0xff, 0xd9]);
const quantization = part(0xdb, 0, ...Array(64).fill(1));
/** One code, a bit of 0, that means a difference of 0. */
const huffman = part(0xc4, 0, 1, ...Array(15).fill(0), 0);
const frame = (width: number, height: number, sampling = 0x11) =>
  part(0xc2, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, sampling, 0);
const scan = Buffer.concat([part(0xda, 1, 1, 0, 0, 0, 0), Buffer.alloc(13)]);

/** A progressive JPEG whose scans say nothing new: it is grey. */
const progressive = (width: number, height: number, scans: number, more: readonly Buffer[] = []): Buffer =>
  Buffer.concat([
    opening,
    ...more,
    quantization,
    frame(width, height),
    huffman,
    ...Array<Buffer>(scans).fill(scan),
    ending,
  ]);

test('a JPEG gives its pixels, nearly', () => {
  const data = Buffer.alloc(16 * 8 * 4, 128);
  const { width, height, rgba } = decodeJPEG(jpeg.encode({ width: 16, height: 8, data }, 95).data);
  expect([width, height]).toEqual([16, 8]);
  expect(Math.abs(rgba[0]! - 128)).toBeLessThan(4);
  expect(rgba[3]).toBe(255);
});

test('a progressive one has scans', () => {
  expect([...decodeJPEG(progressive(8, 8, 10)).rgba.subarray(0, 4)]).toEqual([128, 128, 128, 255]);
});

test('more scans than a picture needs are refused before any is decoded', () => {
  const decode = vi.spyOn(jpeg, 'decode');
  expect(() => decodeJPEG(progressive(8, 8, 101))).toThrow(
    'a JPEG of 101 scans, too many for 8 by 8 pixels; save a smaller copy of it',
  );
  expect(() => decodeJPEG(progressive(15_000, 2600, 70))).toThrow('70 scans, too many for 15000 by 2600 pixels');
  expect(decode).not.toHaveBeenCalled();
});

test('what looks like a scan in a note, or behind the end, does not count', () => {
  const notes = part(0xe1, ...Array.from({ length: 400 }, () => [0xff, 0xda]).flat());
  expect(decodeJPEG(progressive(8, 8, 1, [notes])).width).toBe(8);
  expect(decodeJPEG(Buffer.concat([progressive(8, 8, 1), progressive(8, 8, 400)])).width).toBe(8);
});

test('scans that a part between scans seems to hide do count', () => {
  const hiding = part(0xfe, ...[...Array<Buffer>(101).fill(scan)].flatMap((bytes) => [...bytes]));
  const file = Buffer.concat([progressive(8, 8, 1).subarray(0, -2), hiding, ending]);
  expect(() => decodeJPEG(file)).toThrow('a JPEG of 102 scans');
});

test('one that is cut short is told so, wherever it is cut', () => {
  for (const whole of [photo, progressive(8, 8, 3)]) {
    for (let length = 3; length < whole.length; length++) {
      expect(() => decodeJPEG(whole.subarray(0, length)), String(length)).toThrow(
        /^a JPEG that is cut short; take another copy of it, or save it anew as PNG or JPEG$/,
      );
    }
  }
});

test('whatever byte changes, what is wrong is told in words of ours', () => {
  const told = new Set<string>();
  for (let at = 2; at < photo.length; at++) {
    const changed = Buffer.from(photo);
    changed[at]! ^= 0x5a;
    try {
      decodeJPEG(changed);
    } catch (error) {
      told.add((error as Error).message);
    }
  }
  expect(told.size).toBeGreaterThan(3);
  for (const message of told) {
    expect(message).toMatch(/^(a (broken )?JPEG|\d+ by \d+ pixels, |a picture without pixels)[^;]*; (take|save) /);
  }
});

test.each<[string, readonly Buffer[], string]>([
  [
    'too many pixels',
    [frame(30_000, 30_000), scan],
    '30000 by 30000 pixels, more than 40 million; save a smaller copy',
  ],
  ['too long a side', [frame(1, 20_001), scan], '1 by 20001 pixels, a side of more than 20000; save a smaller copy'],
  ['two frames', [frame(8, 8), huffman, scan, frame(8, 8), scan], 'a JPEG of more than one picture'],
  ['no frame', [huffman, scan], 'a broken JPEG: pixels without their size'],
  ['no scan and no frame', [], 'a JPEG without pixels'],
  ['sampling of no kind', [frame(8, 8, 0xff), scan], 'a broken JPEG: its channels do not fit together'],
  [
    'arithmetic codes',
    [part(0xc9, 8, 0, 8, 0, 8, 1, 1, 0x11, 0), scan],
    'a JPEG of a rare kind, arithmetic or lossless',
  ],
  ['a table that is cut', [part(0xc4, 0, 1), frame(8, 8), scan], 'a broken JPEG: a part of it is cut'],
  ['something between its parts', [frame(8, 8), Buffer.from('hello'), scan], 'a broken JPEG: a part of it is missing'],
  ['tables that are not there', [frame(8, 8), scan], 'a broken JPEG: its pixels cannot be read; take another copy'],
])('one with %s is refused', (_, parts, message) => {
  expect(() => decodeJPEG(Buffer.concat([opening, ...parts, ending]))).toThrow(message);
});
