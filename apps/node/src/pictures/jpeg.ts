import jpeg from 'jpeg-js';
import { broken, mostMegapixels, type Pixels, requireSize, tooLarge } from './bounds.ts';

/** ITU-T T.81, table B.1. */
const marker = {
  frame: 0xc0,
  progressive: 0xc2,
  huffman: 0xc4,
  end: 0xd9,
  scan: 0xda,
  tables: 0xdb,
  lines: 0xdc,
} as const;
const restartInterval = 0xdd;

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  /** Of 8 by 8 numbers, of all components. */
  readonly blocks: number;
}

const cut = (): Error => broken('a JPEG that is cut short');

const readFrame = (body: Buffer): Frame => {
  if (body.length < 6 || body.length !== 6 + 3 * body[5]!) throw broken('a broken JPEG: its size cannot be read');
  const [height, width, components] = [body.readUInt16BE(1), body.readUInt16BE(3), body[5]!];
  requireSize(width, height);
  if (![1, 3, 4].includes(components)) throw broken(`a JPEG of ${components} colour channels, not 1, 3 or 4`);
  const factors = Array.from({ length: components }, (_, i) => [body[7 + 3 * i]! >> 4, body[7 + 3 * i]! & 15] as const);
  if (factors.flat().some((factor) => factor < 1 || factor > 4)) {
    throw broken('a broken JPEG: its channels do not fit together');
  }
  const [right, down] = [Math.max(...factors.map(([h]) => h)), Math.max(...factors.map(([, v]) => v))];
  const units = Math.ceil(Math.ceil(width / 8) / right) * Math.ceil(Math.ceil(height / 8) / down);
  return { width, height, components, blocks: units * factors.reduce((sum, [h, v]) => sum + h * v, 0) };
};

/** Where the parts after a scan's pixels begin: in them 0xff is followed by 0, or by a restart (0xd0 to 0xd7). */
const afterScan = (bytes: Buffer, from: number): number => {
  for (let at = bytes.indexOf(0xff, from); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1]!;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  throw cut();
};

/** Huffman and quantization tables that end where their part does. */
const areWhole = (type: number, body: Buffer): boolean => {
  let at = 0;
  while (at < body.length) {
    const values = body.subarray(at + 1, at + 17).reduce((sum, count) => sum + count, 0);
    at += type === marker.huffman ? 17 + values : 1 + (body[at]! >> 4 === 0 ? 64 : 128);
  }
  return at === body.length;
};

/** How long a part must be, where that is fixed. */
const fixed = new Map<number, number>([
  [marker.lines, 2],
  [restartInterval, 2],
]);

const isNote = (type: number): boolean => (type >= 0xe0 && type <= 0xef) || type === 0xfe;

const requireKnown = (type: number, body: Buffer): void => {
  if (isNote(type)) return;
  const isTable = type === marker.huffman || type === marker.tables;
  if (!isTable && !fixed.has(type)) throw broken('a JPEG of a rare kind, arithmetic or lossless, or a broken one');
  if (isTable ? !areWhole(type, body) : body.length !== fixed.get(type))
    throw broken('a broken JPEG: a part of it is cut');
};

interface Survey {
  readonly frame: Frame;
  /** Where the file ends: other files may follow. */
  readonly end: number;
  /** Where its notes end, which may have pictures of their own. */
  readonly start: number;
}

/** Goes through the parts of a file, without decoding any. */
const survey = (bytes: Buffer): Survey => {
  let frame: Frame | undefined;
  let start: number | undefined;
  for (let at = 2; ; ) {
    if (at + 2 > bytes.length) throw cut();
    // Some phones leave out the 0xff of their notes; some encoders let the last one of a part count for the next.
    const isForgotten = bytes[at] === 0 && (bytes[at + 1] === 0xe0 || bytes[at + 1] === 0xe1);
    if (bytes[at] !== 0xff && bytes[at - 1] === 0xff && at > 2) at -= 1;
    else if (bytes[at] !== 0xff && !isForgotten) throw broken('a broken JPEG: a part of it is missing');
    const type = bytes[at + 1]!;
    if (type === 0xff || type === 0) {
      at += type === 0 ? 2 : 1;
      continue;
    }
    if (type === marker.end) {
      if (frame === undefined || start === undefined) throw broken('a JPEG without pixels');
      return { frame, start, end: at + 2 };
    }
    if (at + 4 > bytes.length) throw cut();
    const next = at + 2 + bytes.readUInt16BE(at + 2);
    if (next < at + 4) throw broken('a broken JPEG: a part of it is cut');
    if (next > bytes.length) throw cut();
    if (!isNote(type)) start ??= at;
    const body = bytes.subarray(at + 4, next);
    if (type >= marker.frame && type <= marker.progressive) {
      if (frame !== undefined) throw broken('a JPEG of more than one picture');
      frame = readFrame(body);
    } else if (type === marker.scan) {
      if (frame === undefined || body.length !== 4 + 2 * body[0]!)
        throw broken('a broken JPEG: pixels without their size');
      at = afterScan(bytes, next);
      continue;
    } else requireKnown(type, body);
    at = next;
  }
};

const mostScans = 100;
/** What 20 scans of the largest picture take. */
const mostBlockVisits = (20 * mostMegapixels * 1e6 * 3) / 64;

/** No scan begins elsewhere, however a decoder reads the file. */
const scansIn = (bytes: Buffer): number => {
  let scans = 0;
  const start = Buffer.from([0xff, marker.scan]);
  for (let at = bytes.indexOf(start); at >= 0; at = bytes.indexOf(start, at + 2)) scans += 1;
  return scans;
};

/** What the decoder asks for by its own count: coefficients, samples and pixels; and room for tables. */
const megabytes = ({ width, height, components, blocks }: Frame): number =>
  64 + Math.ceil((blocks * (256 + 64) + width * height * (components + 4)) / 2 ** 20);

/**
 * The pixels of a JPEG. A progressive one has scans, each of which costs a visit of all its blocks, however few bytes
 * it has: they are counted first.
 *
 * @throws Error that says what is wrong with it
 */
export const decodeJPEG = (bytes: Buffer): Pixels => {
  const { frame, start, end } = survey(bytes);
  const scans = scansIn(bytes.subarray(start, end));
  if (scans > mostScans || scans * frame.blocks > mostBlockVisits) {
    throw tooLarge(`a JPEG of ${scans} scans, too many for ${frame.width} by ${frame.height} pixels`);
  }
  const bounds = { maxResolutionInMP: mostMegapixels, maxMemoryUsageInMB: megabytes(frame) };
  try {
    const { width, height, data } = jpeg.decode(bytes.subarray(0, end), {
      useTArray: true,
      formatAsRGBA: true,
      ...bounds,
    });
    return { width, height, rgba: data };
  } catch (error) {
    throw broken('a broken JPEG: its pixels cannot be read', error);
  }
};
