// internal: where the constants lie in the file of a library
import { readSync } from 'node:fs';

export interface Range {
  readonly start: number;
  readonly length: number;
}

const read = (descriptor: number, start: number, length: number): Buffer => {
  const bytes = Buffer.alloc(length);
  readSync(descriptor, bytes, 0, length, start);
  return bytes;
};

/** Of 64-bit ELF: the section `.rodata`. Undefined for other formats, and where it has none. */
export const constantData = (descriptor: number): Range | undefined => {
  const header = read(descriptor, 0, 64);
  if (header.readUInt32BE(0) !== 0x7f454c46 || header[4] !== 2 || header[5] !== 1) return undefined;
  const start = Number(header.readBigUInt64LE(40));
  const [size, count, names] = [58, 60, 62].map((at) => header.readUInt16LE(at)) as [number, number, number];
  const table = read(descriptor, start, size * count);
  const sections = Array.from({ length: count }, (_, at) => table.subarray(at * size, (at + 1) * size)).map((row) => ({
    name: row.readUInt32LE(0),
    start: Number(row.readBigUInt64LE(24)),
    length: Number(row.readBigUInt64LE(32)),
  }));
  const texts = sections[names];
  if (texts === undefined) return undefined;
  const bytes = read(descriptor, texts.start, texts.length);
  return sections.find(({ name }) => bytes.toString('latin1', name, bytes.indexOf(0, name)) === '.rodata');
};
