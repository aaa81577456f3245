import { side } from '../tile.ts';
import { type Box, boxOf, type Mask } from './mask.ts';

/** Where a pixel (x, y) of the picture lies on the pad: at `x / scale + left`, `y / scale + top`. */
export interface Fit {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

/** Half sizes that a drawing may have as it is, in pixels of the picture; the set's figures are about as large. */
const smallest = 8;
const largest = 9.5;
/** How far its middle may lie from the picture's; the set's lie up to 3. */
const farthest = 1.5;

const within = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/**
 * How a drawing on a pad of `width` goes into a picture: as it lies there, but no smaller, larger or further from the
 * middle than what the network has seen.
 */
export const fitOf = ({ left, top, right, bottom }: Box, width: number): Fit => {
  const whole = side / width;
  const half = Math.max(right - left, bottom - top) / 2;
  const scale = within(half * whole, smallest, largest) / half;
  const corner = (middle: number): number =>
    middle - within(middle * whole, side / 2 - farthest, side / 2 + farthest) / scale;
  return { scale, left: corner((left + right) / 2), top: corner((top + bottom) / 2) };
};

/** Looks into each pixel so many times, across and down. */
const looks = 8;

/** How much of each pixel of the picture is under ink, in 0..1. */
const coverOf = ({ width, bytes }: Mask, { scale, left, top }: Fit): Float32Array => {
  const cover = new Float32Array(side * side);
  const height = bytes.length / width;
  const places = (from: number): readonly number[] =>
    Array.from({ length: side * looks }, (_, i) => Math.floor((i + 0.5) / looks / scale + from));
  const columns = places(left);
  places(top).forEach((row, down) => {
    if (row < 0 || row >= height) return;
    const first = Math.floor(down / looks) * side;
    columns.forEach((column, across) => {
      if (column < 0 || column >= width) return;
      cover[first + Math.floor(across / looks)]! += bytes[row * width + column]! / 255 / looks ** 2;
    });
  });
  return cover;
};

/** The drawing as the picture has it; undefined where nothing is drawn. */
export const fitted = (mask: Mask): Float32Array | undefined => {
  const box = boxOf(mask);
  return box === undefined ? undefined : coverOf(mask, fitOf(box, mask.width));
};
