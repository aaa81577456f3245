// internal: many drawn pictures, in a chunk of its own

import type { Split } from '../dataset/labelled.ts';
import { splitOf } from '../dataset/splitOf.ts';
import { hostArray } from '../host/hostArray.ts';
import { brush, channels, classNames, pictureSize, side } from './draw.ts';

export { classNames };

/** The pictures numbered from `first` on, and their classes. */
export const drawn = (seed: number, first: number, count: number): Split => {
  const pictures = new Uint8Array(count * pictureSize);
  const clamped = new Uint8ClampedArray(pictures.buffer);
  const draw = brush(seed);
  for (let i = 0; i < count; i++) draw(first + i, clamped, i * pictureSize);
  return splitOf(
    hostArray(pictures, [count, side, side, channels]),
    hostArray(
      Uint8Array.from({ length: count }, (_, i) => i % classNames.length),
      [count],
    ),
  );
};
