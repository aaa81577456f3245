import { crc32 } from 'node:zlib';
import { decodePicture } from '@kindling/app-node/src/pictures/decode.ts';
import jpeg from 'jpeg-js';
import { PNG, type PNGOptions } from 'pngjs';
import type { Draw } from '../draw.ts';
import { drawFrom } from '../draw.ts';
import { answerOf, type Kind, Wrong } from '../kind.ts';

const noise = (length: number): Buffer => {
  const draw = drawFrom(length);
  return Buffer.from(Array.from({ length }, () => draw.int(256)));
};

const png = (width: number, height: number, options: PNGOptions = {}): Buffer => {
  const picture = new PNG({ width, height });
  noise(width * height * 4).copy(picture.data);
  return PNG.sync.write(picture, options);
};

const photo = (width: number, height: number, quality: number): Buffer =>
  jpeg.encode({ width, height, data: noise(width * height * 4) }, quality).data;

const pngs = [png(3, 2), png(9, 7, { colorType: 2 }), png(8, 8, { colorType: 0 }), png(5, 5, { colorType: 4 })];
const files = [...pngs, ...pngs, photo(8, 8, 90), photo(17, 9, 30), photo(16, 16, 60)];

const sizeOfChunk = 12;

/** Changes inside a part, whose checksum then fits again. */
const patched = (draw: Draw, file: Uint8Array): Uint8Array<ArrayBuffer> => {
  const other = Buffer.from(file);
  const starts: number[] = [];
  for (let at = 8; at + sizeOfChunk <= other.length; at += sizeOfChunk + other.readUInt32BE(at)) starts.push(at);
  const at = draw.pick(starts);
  const end = at + 8 + other.readUInt32BE(at);
  const from = draw.chance(0.2) ? at + 4 : at + 8;
  if (end > from) other[from + draw.int(end - from)] = draw.pick([0, 1, 2, 3, 6, 8, 16, 255, draw.int(256)]);
  other.writeUInt32BE(crc32(other.subarray(at + 4, end)), end);
  return Uint8Array.from(other);
};

/** Files of pictures: refused with what to do, or pixels as many as the size tells. */
export const pictures: Kind = {
  name: 'pictures',
  once: async (draw) => {
    const file = draw.pick(files);
    const isPNG = file[0] === 0x89;
    const changed = draw.chance(0.1) ? file : isPNG && draw.chance(0.6) ? patched(draw, file) : draw.mutated(file);
    const about = `decodePicture(${isPNG ? 'a PNG' : 'a JPEG'})`;
    const answer = await answerOf(() => decodePicture(changed), { about, form: /^[^;].*; (take|save) / });
    if ('error' in answer) return 'refused';
    const { width, height, rgba, orientation } = answer.value;
    const isWhole = width > 0 && height > 0 && rgba.length === width * height * 4;
    if (!isWhole || !(orientation >= 1 && orientation <= 8)) {
      throw new Wrong(`${about} gives ${rgba.length} bytes for ${width} by ${height}, turned by ${orientation}`);
    }
    return 'accepted';
  },
};
