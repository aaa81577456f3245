// internal: pictures seen through projections; tfjs's kernel reflects and wraps another way than its other backends do
import { attributesAs } from '@kindling/core';
import { Transform, type TransformAttrs } from '@tensorflow/tfjs-core';
import { numbersOf, written } from '../adapter/numbers.ts';
import { isFloat, type Replacement } from '../adapter/replacement.ts';

type Fill = TransformAttrs['fillMode'];

const clamped = (place: number, length: number): number => Math.max(0, Math.min(place, length - 1));

/** [abcd] goes on as [dcba|abcd|dcba]. */
const reflected = (place: number, length: number): number => {
  const twice = 2 * length;
  if (place < 0) {
    const near = place + twice * Math.trunc(-place / twice);
    return near < -length ? near + twice : -near - 1;
  }
  const near = place - twice * Math.trunc(place / twice);
  return near >= length ? twice - near - 1 : near;
};

/** [abcd] goes on as [abcd|abcd|abcd]. */
const wrapped = (place: number, length: number): number =>
  place < 0
    ? place + length * (Math.trunc(-place / (length - 1)) + 1)
    : place - length * Math.trunc(place / (length - 1));

/** Where along an axis of this length a place beyond it is looked up. */
const foundAt = (place: number, length: number, mode: Fill): number => {
  if (mode === 'constant') return place;
  // NaN stays NaN.
  if (mode === 'nearest' || !(place < 0 || place > length - 1)) return clamped(place, length);
  if (length <= 1) return 0;
  return clamped(mode === 'reflect' ? reflected(place, length) : wrapped(place, length), length);
};

interface Picture {
  readonly from: Float32Array;
  readonly start: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly fillValue: number;
}

/** Goes over what is seen, a pixel at a time, in `columns` a row; each is one of the picture's, or the fill. */
type See = (picture: Picture, matrix: Float32Array, seen: Float32Array, columns: number, mode: Fill) => void;

/** Where a pixel begins; -1 outside of the picture. */
const placeOf = ({ start, height, width, channels }: Picture, row: number, column: number): number =>
  row >= 0 && row < height && column >= 0 && column < width ? start + (row * width + column) * channels : -1;

const seeNearest: See = (picture, matrix, seen, columns, mode) => {
  const { from, height, width, channels, fillValue } = picture;
  const [a, b, c, d, e, f, g, h] = matrix as unknown as number[];
  let row = 0;
  let column = 0;
  for (let to = 0; to < seen.length; to += channels) {
    const depth = g! * column + h! * row + 1;
    const across = foundAt((a! * column + b! * row + c!) / depth, width, mode);
    const down = foundAt((d! * column + e! * row + f!) / depth, height, mode);
    const place = depth === 0 ? -1 : placeOf(picture, Math.round(down), Math.round(across));
    for (let i = 0; i < channels; i++) seen[to + i] = place < 0 ? fillValue : from[place + i]!;
    column += 1;
    if (column === columns) {
      column = 0;
      row += 1;
    }
  }
};

/** From the four pixels around it. */
const seeBetween: See = (picture, matrix, seen, columns, mode) => {
  const { from, height, width, channels, fillValue } = picture;
  const [a, b, c, d, e, f, g, h] = matrix as unknown as number[];
  const at = (place: number, i: number): number => (place < 0 ? fillValue : from[place + i]!);
  let row = 0;
  let column = 0;
  for (let to = 0; to < seen.length; to += channels) {
    const depth = g! * column + h! * row + 1;
    const across = foundAt((a! * column + b! * row + c!) / depth, width, mode);
    const down = foundAt((d! * column + e! * row + f!) / depth, height, mode);
    const left = Math.floor(across);
    const top = Math.floor(down);
    const nearLeft = left + 1 - across;
    const nearRight = across - left;
    const nearTop = top + 1 - down;
    const nearBottom = down - top;
    if (depth === 0) seen.fill(fillValue, to, to + channels);
    else if (left >= 0 && left + 1 < width && top >= 0 && top + 1 < height) {
      const above = placeOf(picture, top, left);
      const below = above + width * channels;
      for (let i = 0; i < channels; i++) {
        const upper = nearLeft * from[above + i]! + nearRight * from[above + channels + i]!;
        const lower = nearLeft * from[below + i]! + nearRight * from[below + channels + i]!;
        seen[to + i] = nearTop * upper + nearBottom * lower;
      }
    } else {
      const [topLeft, topRight] = [placeOf(picture, top, left), placeOf(picture, top, left + 1)];
      const [bottomLeft, bottomRight] = [placeOf(picture, top + 1, left), placeOf(picture, top + 1, left + 1)];
      for (let i = 0; i < channels; i++) {
        const upper = nearLeft * at(topLeft, i) + nearRight * at(topRight, i);
        const lower = nearLeft * at(bottomLeft, i) + nearRight * at(bottomRight, i);
        seen[to + i] = nearTop * upper + nearBottom * lower;
      }
    }
    column += 1;
    if (column === columns) {
      column = 0;
      row += 1;
    }
  }
};

const kernel: Replacement = {
  name: Transform,
  compute: ({ image, transforms }, params, device) => {
    if (!isFloat(image, transforms)) return undefined;
    const { interpolation, fillMode, fillValue, outputShape } = attributesAs<TransformAttrs>(params);
    const [batch, height, width, channels] = image!.shape as [number, number, number, number];
    const [rows, columns] = outputShape ?? [height, width];
    return written(device, [batch, rows, columns, channels], 'float32', (y) => {
      const [from, matrices] = [image!, transforms!].map((each) => numbersOf(device, each) as Float32Array);
      const see = interpolation === 'nearest' ? seeNearest : seeBetween;
      for (let at = 0; at < batch; at++) {
        const picture = { from: from!, start: at * height * width * channels, height, width, channels, fillValue };
        const first = transforms!.shape[0] === 1 ? 0 : 8 * at;
        const size = rows * columns * channels;
        const seen = (y as Float32Array).subarray(at * size, (at + 1) * size);
        see(picture, matrices!.subarray(first, first + 8), seen, columns, fillMode);
      }
    });
  },
};

export const transform: readonly Replacement[] = [kernel];
