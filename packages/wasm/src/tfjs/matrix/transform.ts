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

const kernel: Replacement = {
  name: Transform,
  compute: ({ image, transforms }, params, device) => {
    if (!isFloat(image, transforms)) return undefined;
    const { interpolation, fillMode, fillValue, outputShape } = attributesAs<TransformAttrs>(params);
    const [batch, height, width, channels] = image!.shape as [number, number, number, number];
    const [rows, columns] = outputShape ?? [height, width];
    return written(device, [batch, rows, columns, channels], 'float32', (y) => {
      const [from, matrices] = [image!, transforms!].map((each) => numbersOf(device, each));
      let to = 0;
      for (let picture = 0; picture < batch; picture++) {
        const first = transforms!.shape[0] === 1 ? 0 : 8 * picture;
        const [a, b, c, d, e, f, g, h] = matrices!.subarray(first, first + 8) as unknown as number[];
        /** Where a pixel begins; undefined outside of the picture. */
        const placeOf = (row: number, column: number): number | undefined =>
          row >= 0 && row < height && column >= 0 && column < width
            ? ((picture * height + row) * width + column) * channels
            : undefined;
        const valueAt = (place: number | undefined, channel: number): number =>
          place === undefined ? fillValue : from![place + channel]!;
        for (let row = 0; row < rows; row++) {
          for (let column = 0; column < columns; column++) {
            const depth = g! * column + h! * row + 1;
            if (depth === 0) {
              y.fill(fillValue, to, to + channels);
              to += channels;
              continue;
            }
            const across = foundAt((a! * column + b! * row + c!) / depth, width, fillMode);
            const down = foundAt((d! * column + e! * row + f!) / depth, height, fillMode);
            if (interpolation === 'nearest') {
              const place = placeOf(Math.round(down), Math.round(across));
              for (let channel = 0; channel < channels; channel++) y[to++] = valueAt(place, channel);
              continue;
            }
            const left = Math.floor(across);
            const top = Math.floor(down);
            const topLeft = placeOf(top, left);
            const topRight = placeOf(top, left + 1);
            const bottomLeft = placeOf(top + 1, left);
            const bottomRight = placeOf(top + 1, left + 1);
            for (let channel = 0; channel < channels; channel++) {
              const above =
                (left + 1 - across) * valueAt(topLeft, channel) + (across - left) * valueAt(topRight, channel);
              const below =
                (left + 1 - across) * valueAt(bottomLeft, channel) + (across - left) * valueAt(bottomRight, channel);
              y[to++] = (top + 1 - down) * above + (down - top) * below;
            }
          }
        }
      }
    });
  },
};

export const transform: readonly Replacement[] = [kernel];
