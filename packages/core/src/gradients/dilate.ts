// internal: part of the gradients in needed.ts and further.ts
import { pad, reshape, slice, type Tensor } from '@tensorflow/tfjs-core';

/** `x` as [all before the axis, its length, all after it]. */
const around = ({ shape }: Tensor, axis: number): [number, number, number] => {
  const size = (lengths: readonly number[]): number => lengths.reduce((product, length) => product * length, 1);
  return [size(shape.slice(0, axis)), shape[axis]!, size(shape.slice(axis + 1))];
};

const withLength = ({ shape }: Tensor, axis: number, length: number): number[] => shape.with(axis, length);

/** rate - 1 zeros between neighbours along an axis: [a, b] becomes [a, 0, b]. */
const spread = (x: Tensor, axis: number, rate: number): Tensor => {
  if (rate === 1) return x;
  const [before, length, after] = around(x, axis);
  const spaced = pad(reshape(x, [before * length, 1, after]), [
    [0, 0],
    [0, rate - 1],
    [0, 0],
  ]);
  const reach = (length - 1) * rate + 1;
  const cut = slice(reshape(spaced, [before, length * rate, after]), [0, 0, 0], [before, reach, after]);
  return reshape(cut, withLength(x, axis, reach));
};

/** Every rate-th element along an axis, the first one too: takes out what `spread` put in. */
const gather = (x: Tensor, axis: number, rate: number): Tensor => {
  if (rate === 1) return x;
  const [before, reach, after] = around(x, axis);
  const length = (reach - 1) / rate + 1;
  const whole = pad(reshape(x, [before, reach, after]), [
    [0, 0],
    [0, rate - 1],
    [0, 0],
  ]);
  const first = slice(reshape(whole, [before * length, rate, after]), [0, 0, 0], [before * length, 1, after]);
  return reshape(first, withLength(x, axis, length));
};

type Rates = readonly [height: number, width: number];

/** A filter [h, w, ...] with zeros between its taps: convolving with it is convolving with `filter` at these rates. */
export const dilate = (filter: Tensor, [height, width]: Rates): Tensor => spread(spread(filter, 0, height), 1, width);

/** The taps of a dilated filter. */
export const undilate = (dilated: Tensor, [height, width]: Rates): Tensor =>
  gather(gather(dilated, 0, height), 1, width);
