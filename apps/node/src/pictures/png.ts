import { crc32, inflateSync } from 'node:zlib';
import { PNG } from 'pngjs';
import { broken, type Pixels, requireSize, tooLarge } from './bounds.ts';

interface Header {
  readonly width: number;
  readonly height: number;
  readonly bitsPerPixel: number;
  readonly isInterlaced: boolean;
}

interface Chunk {
  readonly type: string;
  readonly body: Buffer;
}

export const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const;

/** W3C PNG, third edition, 11.2.1: samples a pixel, and the depths that go with them, by colour type. */
const colourTypes: Readonly<Record<number, readonly [samples: number, depths: readonly number[]]>> = {
  0: [1, [1, 2, 4, 8, 16]],
  2: [3, [8, 16]],
  3: [1, [1, 2, 4, 8]],
  4: [2, [8, 16]],
  6: [4, [8, 16]],
};

const readHeader = ({ type, body }: Chunk): Header => {
  if (type !== 'IHDR' || body.length !== 13) throw broken('a broken PNG: it does not begin with its size');
  const [width, height] = [body.readUInt32BE(0), body.readUInt32BE(4)];
  const [depth, colourType, compression, filter, interlace] = [...body.subarray(8)] as [number, number, ...number[]];
  const [samples, depths] = colourTypes[colourType] ?? [0, []];
  if (!depths.includes(depth) || compression !== 0 || filter !== 0 || interlace! > 1) {
    throw broken(`a broken PNG: nothing has colour type ${colourType} in ${depth} bits, packed in its way`);
  }
  requireSize(width, height);
  return { width, height, bitsPerPixel: samples * depth, isInterlaced: interlace === 1 };
};

/** One chunk, checked against its CRC. */
const chunkAt = (bytes: Buffer, at: number): Chunk => {
  const length = at + 12 > bytes.length ? Number.POSITIVE_INFINITY : bytes.readUInt32BE(at);
  const end = at + 8 + length;
  if (end + 4 > bytes.length) throw broken('a PNG that is cut short');
  const type = bytes.toString('latin1', at + 4, at + 8);
  if (crc32(bytes.subarray(at + 4, end)) !== bytes.readUInt32BE(end)) {
    throw broken(`a broken PNG: the checksum of its part ${JSON.stringify(type)} does not fit`);
  }
  return { type, body: bytes.subarray(at + 8, end) };
};

/** Where each pass of an interlaced picture begins, and its steps, to the right and down. */
const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** Bytes of all rows, each after the one that names its filter. */
const unpackedBytes = ({ width, height, bitsPerPixel, isInterlaced }: Header): number => {
  const rows = (columns: number, count: number): number =>
    columns > 0 ? count * (1 + Math.ceil((columns * bitsPerPixel) / 8)) : 0;
  if (!isInterlaced) return rows(width, height);
  const sizes = passes.map(([x, y, right, down]) =>
    rows(Math.ceil((width - x) / right), Math.ceil((height - y) / down)),
  );
  return sizes.reduce((sum, size) => sum + Math.max(0, size), 0);
};

/** Some encoders put a few bytes after the last row. */
const slack = 2 ** 16;

const requireRows = (packed: Buffer, header: Header): void => {
  const wanted = unpackedBytes(header);
  let unpacked: number;
  try {
    unpacked = inflateSync(packed, { maxOutputLength: wanted + slack }).length;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge('a PNG that unpacks to more than its size tells');
    throw broken(code === 'Z_BUF_ERROR' ? 'a PNG that is cut short' : 'a broken PNG: it cannot be unpacked', error);
  }
  if (unpacked < wanted) throw broken('a PNG that is cut short: it has fewer pixels than its size tells');
};

const written = (type: string, body: Buffer): Buffer => {
  const chunk = Buffer.alloc(12 + body.length);
  chunk.writeUInt32BE(body.length);
  chunk.write(type, 4, 'latin1');
  body.copy(chunk, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + body.length)), 8 + body.length);
  return chunk;
};

/**
 * The pixels of a PNG. The decoder gets a file of the parts that pixels depend on and no others, once it is known that
 * they are whole, and how much they unpack to.
 *
 * @throws Error that says what is wrong with it
 */
export const decodePNG = (bytes: Buffer): Pixels => {
  let at: number = pngSignature.length;
  const next = (): Chunk => {
    const chunk = chunkAt(bytes, at);
    at += 12 + chunk.body.length;
    return chunk;
  };
  const first = next();
  const header = readHeader(first);
  const before: Chunk[] = [first];
  const data: Buffer[] = [];
  for (let chunk = next(); chunk.type !== 'IEND'; chunk = next()) {
    if (chunk.type === 'IDAT') data.push(chunk.body);
    else if (chunk.type === 'PLTE' || chunk.type === 'tRNS') before.push(chunk);
    else if (/^[A-Z]/.test(chunk.type))
      throw broken(`a PNG with a part ${JSON.stringify(chunk.type)}, which is not known`);
  }
  if (before.length > 3 || before.some(({ body }) => body.length > 768)) {
    throw broken('a broken PNG: it has more than one palette, or one of more than 256 colours');
  }
  const packed = Buffer.concat(data);
  requireRows(packed, header);
  const file = [
    Buffer.from(pngSignature),
    ...before.map(({ type, body }) => written(type, body)),
    written('IDAT', packed),
    written('IEND', Buffer.alloc(0)),
  ];
  try {
    return { width: header.width, height: header.height, rgba: PNG.sync.read(Buffer.concat(file)).data };
  } catch (error) {
    throw broken('a broken PNG: its pixels cannot be read', error);
  }
};
