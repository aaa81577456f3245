// internal: numbers moved between places of tensors
import { sizeOf } from '@kindling/core';
import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';
import { emitMove } from '../../kernels/matrix/move.ts';
import { numberBytes } from '../adapter/filled.ts';
import type { Device } from '../adapter/replacement.ts';
import { type Places, wholeOf } from './walk.ts';

interface Axis {
  length: number;
  readonly from: number;
  readonly to: number;
}

/** Innermost first; neighbours that go on alike are one. */
const joined = (lengths: readonly number[], from: Places, to: Places): Axis[] => {
  const axes: Axis[] = [];
  for (let at = lengths.length - 1; at >= 0; at--) {
    const axis = { length: lengths[at]!, from: from.strides[at]!, to: to.strides[at]! };
    if (axis.length === 1) continue;
    const last = axes.at(-1);
    if (last !== undefined && axis.from === last.from * last.length && axis.to === last.to * last.length)
      last.length *= axis.length;
    else axes.push(axis);
  }
  return axes;
};

const one: Axis = { length: 1, from: 1, to: 1 };

/** About how many nanoseconds a number takes one thread: in a row, and one by one. */
const [inRow, single] = [0.2, 1];

/** Numbers of a shape, from their places after one address to those after another. */
export const moveBetween = (
  { runtime }: Device,
  dtype: DataType,
  lengths: readonly number[],
  [x, from]: readonly [address: number, places: Places],
  [y, to]: readonly [address: number, places: Places],
): void => {
  if (sizeOf(lengths) === 0) return;
  const bytes = numberBytes(dtype);
  const [line = one, inner = one, outer = one, ...further] = joined(lengths, from, to);
  const lines = inner.length * outer.length;
  const inBytes = (...strides: readonly number[]): number[] => strides.map((stride) => bytes * stride);
  const rest = inBytes(inner.from, outer.from, inner.to, outer.to);
  const args = [line.length, ...inBytes(line.from, line.to), inner.length, ...rest];
  const kernel = runtime.kernel(`move by ${bytes}`, emitMove(bytes));
  const work = lines * (3 + line.length * (line.from === 1 && line.to === 1 ? inRow : single));
  let starts = [[from.start, to.start] as const];
  for (const axis of further) {
    starts = Array.from({ length: axis.length }, (_, i) =>
      starts.map(([source, goal]) => [source + i * axis.from, goal + i * axis.to] as const),
    ).flat();
  }
  for (const [source, goal] of starts) {
    runtime.launch(kernel, [x + bytes * source, y + bytes * goal, ...args], { count: lines, work, flops: 0 });
  }
};

/** A tensor with the numbers of x that are at these places, in the order of `lengths`. */
export const moveFrom = (
  device: Device,
  x: TensorInfo,
  lengths: readonly number[],
  places: Places,
  shape: readonly number[],
): TensorInfo => {
  const y = device.output(shape, x.dtype);
  moveBetween(device, x.dtype, lengths, [device.address(x), places], [device.address(y), wholeOf(lengths)]);
  return y;
};
