// internal: new tensors of numbers that are taken from places of another
import { sizeOf } from '@kindling/core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { emitMove } from '../../kernels/matrix/move.ts';
import { numbersOf, written } from '../adapter/numbers.ts';
import type { Device } from '../adapter/replacement.ts';
import { copy, type Places, wholeOf } from './walk.ts';

interface Axis {
  length: number;
  stride: number;
}

/** Innermost first; neighbours that go on alike are one. */
const joined = (lengths: readonly number[], strides: readonly number[]): Axis[] => {
  const axes: Axis[] = [];
  for (let at = lengths.length - 1; at >= 0; at--) {
    const [length, stride] = [lengths[at]!, strides[at]!];
    if (length === 1) continue;
    const last = axes.at(-1);
    if (last !== undefined && stride === last.stride * last.length) last.length *= length;
    else axes.push({ length, stride });
  }
  return axes;
};

const one: Axis = { length: 1, stride: 1 };

/** About how many nanoseconds a number takes one thread: in a row, and one by one. */
const [inRow, single] = [0.2, 1];

/** A tensor with the numbers of x that are at these places, in the order of `lengths`. */
export const moveFrom = (
  device: Device,
  x: TensorInfo,
  lengths: readonly number[],
  places: Places,
  shape: readonly number[],
): TensorInfo => {
  if (x.dtype !== 'float32' && x.dtype !== 'int32')
    return written(device, shape, x.dtype, (y) => copy(lengths, numbersOf(device, x), places, y, wholeOf(lengths)));
  const y = device.output(shape, x.dtype);
  if (sizeOf(lengths) === 0) return y;
  const { runtime } = device;
  const [line = one, inner = one, outer = one, ...further] = joined(lengths, places.strides);
  const lines = inner.length * outer.length;
  const args = [line.length, 4 * line.stride, inner.length, 4 * inner.stride, 4 * outer.stride];
  const kernel = runtime.kernel('move', emitMove);
  const work = lines * (3 + line.length * (line.stride === 1 ? inRow : single));
  let starts = [places.start];
  for (const { length, stride } of further) {
    starts = Array.from({ length }, (_, i) => starts.map((start) => start + i * stride)).flat();
  }
  const [from, to] = [device.address(x), device.address(y)];
  starts.forEach((start, i) => {
    runtime.launch(kernel, [from + 4 * start, to + 4 * i * lines * line.length, ...args], { count: lines, work });
  });
  return y;
};
