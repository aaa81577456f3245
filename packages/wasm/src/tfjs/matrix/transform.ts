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
  if (mode === 'nearest' || (place >= 0 && place <= length - 1)) return clamped(place, length);
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
        const pixel = (row: number, column: number, channel: number): number =>
          row >= 0 && row < height && column >= 0 && column < width
            ? from![((picture * height + row) * width + column) * channels + channel]!
            : fillValue;
        for (let row = 0; row < rows; row++) {
          for (let column = 0; column < columns; column++) {
            const depth = g! * column + h! * row + 1;
            const across = foundAt((a! * column + b! * row + c!) / depth, width, fillMode);
            const down = foundAt((d! * column + e! * row + f!) / depth, height, fillMode);
            const [left, top] = [Math.floor(across), Math.floor(down)];
            for (let channel = 0; channel < channels; channel++) {
              const along = (at: number): number =>
                (left + 1 - across) * pixel(at, left, channel) + (across - left) * pixel(at, left + 1, channel);
              if (depth === 0) y[to++] = fillValue;
              else if (interpolation === 'nearest') y[to++] = pixel(Math.round(down), Math.round(across), channel);
              else y[to++] = (top + 1 - down) * along(top) + (down - top) * along(top + 1);
            }
          }
        }
      }
    });
  },
};

export const transform: readonly Replacement[] = [kernel];
