import { drawShape } from '@kindling/data';
import type { Palette } from './colour.ts';

/** Always the same noise: what stays as it is does not flicker. */
const seed = 7;

/** A picture of the set's kind, in its noise: `[32, 32, 3]` bytes from how far each pixel is covered. */
export const painted = (cover: Float32Array, { front, back }: Palette): Uint8Array => {
  const ground = drawShape({ front: back, back, seed }).data;
  const bytes = new Uint8ClampedArray(ground);
  cover.forEach((share, pixel) => {
    for (let channel = 0; channel < 3; channel++) {
      bytes[pixel * 3 + channel]! += (front[channel]! - back[channel]!) * share;
    }
  });
  return new Uint8Array(bytes.buffer);
};
