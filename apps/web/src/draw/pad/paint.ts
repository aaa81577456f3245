import { drawShape } from '@kindling/data/shapes';
import { side } from '../tile.ts';
import type { Palette } from './colour.ts';

/** Always the same noise: what stays as it is does not flicker. */
const seed = 7;

/** A picture of the set's kind, in its noise: `[32, 32, 3]` bytes from how far each pixel is covered. */
export const painted = (cover: Float32Array, { front, back }: Palette): Uint8Array => {
  const bytes = new Uint8ClampedArray(drawShape({ front: back, back, seed }).data);
  cover.forEach((share, pixel) => {
    for (let channel = 0; channel < 3; channel++) {
      bytes[pixel * 3 + channel]! += (front[channel]! - back[channel]!) * share;
    }
  });
  return new Uint8Array(bytes.buffer);
};

/** The picture of an empty pad. */
export const ground = (palette: Palette): Uint8Array => painted(new Float32Array(side * side), palette);
