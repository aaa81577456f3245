// internal: a small PNG writer, so that a picture can stand inside an SVG in browsers and Node alike
import type { Bitmap } from './bitmap.ts';

/** https://www.w3.org/TR/png-3/, section 5.2 */
const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const colourTypes: Readonly<Record<number, number>> = { 1: 0, 3: 2, 4: 6 };

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

const crc32 = (bytes: Uint8Array): number => {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = crcTable[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
};

const adler32 = (bytes: Uint8Array): number => {
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return ((b << 16) | a) >>> 0;
};

const uint32 = (value: number): number[] => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];

const join = (...parts: readonly ArrayLike<number>[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

const chunk = (type: string, data: ArrayLike<number>): Uint8Array => {
  const body = join(
    [...type].map((letter) => letter.charCodeAt(0)),
    data,
  );
  return join(uint32(data.length), body, uint32(crc32(body)));
};

/** A zlib stream of stored blocks (RFC 1950, 1951): pictures this small are not worth a compressor. */
const zlib = (bytes: Uint8Array): Uint8Array => {
  const blocks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += 65535) {
    const block = bytes.subarray(at, at + 65535);
    const length = [block.length & 255, block.length >> 8];
    const last = at + 65535 >= bytes.length ? 1 : 0;
    blocks.push(join([last, ...length, ...length.map((byte) => byte ^ 255)], block));
  }
  return join([0x78, 0x01], ...blocks, uint32(adler32(bytes)));
};

export const encodePNG = ({ width, height, channels, bytes }: Bitmap): Uint8Array => {
  const row = width * channels;
  const scanlines = new Uint8Array((row + 1) * height);
  for (let y = 0; y < height; y++) scanlines.set(bytes.subarray(y * row, (y + 1) * row), y * (row + 1) + 1);
  const header = [...uint32(width), ...uint32(height), 8, colourTypes[channels]!, 0, 0, 0];
  return join(signature, chunk('IHDR', header), chunk('IDAT', zlib(scanlines)), chunk('IEND', []));
};

export const pngDataURI = (bitmap: Bitmap): string => {
  let binary = '';
  for (const byte of encodePNG(bitmap)) binary += String.fromCharCode(byte);
  return `data:image/png;base64,${btoa(binary)}`;
};
