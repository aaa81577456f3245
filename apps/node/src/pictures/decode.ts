import { type Pixels, tooLarge } from './bounds.ts';
import { decodeJPEG } from './jpeg.ts';
import { orientationOf } from './orientation.ts';
import { decodePNG, pngSignature } from './png.ts';

export interface Picture extends Pixels {
  /** How it is to be turned, as EXIF says it: 1 is upright. */
  readonly orientation: number;
}

const mostBytes = 30 * 2 ** 20;

const jpegSignature = [0xff, 0xd8, 0xff] as const;

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

/**
 * The pixels of a PNG or JPEG file, told by its first bytes, not by its name. Work is bounded: by bytes, pixels, the
 * longest side, what a PNG unpacks to, and the scans of a JPEG.
 *
 * @throws Error that says what is wrong with the file, and what to do: another kind, cut, broken, or too large
 */
export const decodePicture = (file: Uint8Array): Picture => {
  if (file.length > mostBytes) throw tooLarge(`${file.length} bytes, more than ${mostBytes}`);
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (opens(bytes, pngSignature)) return { ...decodePNG(bytes), orientation: 1 };
  if (opens(bytes, jpegSignature)) return { ...decodeJPEG(bytes), orientation: orientationOf(bytes) };
  throw foreign(bytes);
};
