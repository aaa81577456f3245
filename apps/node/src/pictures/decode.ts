import { inflateSync } from 'node:zlib';
import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';
import { orientationOf } from './orientation.ts';

/** Rows from the top; four bytes a pixel: red, green, blue, alpha. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
  /** How it is to be turned, as EXIF says it: 1 is upright. */
  readonly orientation: number;
}

const mostBytes = 30 * 2 ** 20;
const mostMegapixels = 40;

const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const jpg = [0xff, 0xd8, 0xff];

const opens = (bytes: Uint8Array, magic: readonly number[]): boolean => magic.every((byte, i) => bytes[i] === byte);

/** What some other kinds of file begin with, for the message. */
const others: readonly (readonly [kind: string, start: string])[] = [
  ['a GIF', 'GIF8'],
  ['a WebP', 'RIFF'],
  ['a BMP', 'BM'],
  ['a PDF', '%PDF'],
  ['an SVG', '<svg'],
];

const foreign = (bytes: Uint8Array): Error => {
  const start = String.fromCharCode(...bytes.subarray(0, 8));
  const kind = others.find(([, magic]) => start.startsWith(magic))?.[0];
  const what = bytes.length === 0 ? 'it is empty' : kind === undefined ? 'neither PNG nor JPEG' : `${kind} file`;
  return new Error(`${what}; save it as PNG or JPEG`);
};

const requireSize = (width: number, height: number): void => {
  if (!(width > 0 && height > 0)) throw new Error('a picture without pixels');
  if (width * height > mostMegapixels * 1e6) {
    throw new Error(`${width} by ${height} pixels, more than ${mostMegapixels} million`);
  }
};

/**
 * An interlaced PNG may unpack to more than its size tells: it is unpacked once, within bounds, before it is decoded.
 */
const requireBoundedData = (bytes: Buffer, width: number, height: number): void => {
  const parts: Buffer[] = [];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(bytes.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  inflateSync(Buffer.concat(parts), { maxOutputLength: width * height * 8 + 8 * height + 1024 });
};

const decodePNG = (bytes: Buffer): Picture => {
  if (bytes.length < 29) throw new Error('cut short');
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  requireSize(width, height);
  if (bytes[28] === 1) requireBoundedData(bytes, width, height);
  return { width, height, rgba: PNG.sync.read(bytes).data, orientation: 1 };
};

const decodeJPEG = (bytes: Buffer): Picture => {
  const { width, height, data } = jpeg.decode(bytes, {
    useTArray: true,
    formatAsRGBA: true,
    maxResolutionInMP: mostMegapixels,
    maxMemoryUsageInMB: 1024,
  });
  requireSize(width, height);
  return { width, height, rgba: data, orientation: orientationOf(bytes) };
};

/**
 * The pixels of a PNG or JPEG file, told by its first bytes, not by its name.
 *
 * @throws Error that says what is wrong with the file: another kind, damaged, or too large
 */
export const decodePicture = (file: Uint8Array): Picture => {
  if (file.length > mostBytes) throw new Error(`${file.length} bytes, more than ${mostBytes}`);
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const decode = opens(bytes, png) ? decodePNG : opens(bytes, jpg) ? decodeJPEG : undefined;
  if (decode === undefined) throw foreign(bytes);
  try {
    return decode(bytes);
  } catch (error) {
    throw new Error(`damaged or too large: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
};
