// internal: tfjs's padding, in every dtype
import { attributesAs, sizeOf } from '@kindling/core';
import { PadV2, type PadV2Attrs, type TensorInfo } from '@tensorflow/tfjs-core';
import { emitPad } from '../../kernels/matrix/pad.ts';
import { fill, filled, numberBytes, storedBits } from '../adapter/filled.ts';
import { isNumeric } from '../adapter/numbers.ts';
import type { Device, Replacement } from '../adapter/replacement.ts';
import { moveBetween } from './move.ts';
import { stridesOf } from './walk.ts';

const isPadded = ([before, after]: readonly [number, number]): boolean => before !== 0 || after !== 0;

/** About how many nanoseconds a line and a byte take one thread. */
const [perLine, perByte] = [6, 0.05];

interface Padding {
  readonly paddings: PadV2Attrs['paddings'];
  readonly value: number;
  /** The shape that comes of it. */
  readonly padded: readonly number[];
}

/** Along one axis or two, in one turn. */
const within = (device: Device, x: TensorInfo, { paddings, value, padded }: Padding): TensorInfo => {
  const { shape, dtype } = x;
  const { runtime, address } = device;
  const axes = [...paddings.keys()].filter((axis) => isPadded(paddings[axis]!));
  const last = axes.at(-1)!;
  const first = axes.length > 1 ? axes[0]! : last;
  const bytes = numberBytes(dtype);
  const inner = bytes * sizeOf(shape.slice(last + 1));
  const between = sizeOf(shape.slice(first + 1, last));
  const [left, right] = paddings[last]!.map((length) => length * inner);
  const [above, below] = first === last ? [0, 0] : paddings[first]!.map((length) => length * between);
  const rows = first === last ? 1 : shape[first]! * between;
  const y = device.output(padded, dtype);
  const args = [storedBits(dtype, value), left!, shape[last]! * inner, right!, above!, rows, below!];
  const lines = sizeOf(padded.slice(0, last));
  runtime.launch(runtime.kernel(`pad by ${bytes}`, emitPad(bytes)), [address(x), address(y), ...args], {
    count: lines,
    work: lines * perLine + perByte * bytes * sizeOf(padded),
    flops: 0,
  });
  return y;
};

/** Below 0 it cuts. */
const around = (device: Device, x: TensorInfo, { paddings, value, padded }: Padding): TensorInfo => {
  const { shape, dtype } = x;
  const cut = (axis: number, side: 0 | 1): number => Math.max(0, -paddings[axis]![side]);
  const kept = shape.map((length, axis) => Math.max(0, length - cut(axis, 0) - cut(axis, 1)));
  const [from, to] = [stridesOf(shape), stridesOf(padded)];
  const start = shape.reduce((sum, _, axis) => sum + cut(axis, 0) * from[axis]!, 0);
  const goal = shape.reduce((sum, _, axis) => sum + Math.max(0, paddings[axis]![0]) * to[axis]!, 0);
  const y = device.output(padded, dtype);
  fill(device, device.address(y), sizeOf(padded), dtype, value);
  moveBetween(
    device,
    dtype,
    kept,
    [device.address(x), { start, strides: from }],
    [device.address(y), { start: goal, strides: to }],
  );
  return y;
};

const padV2: Replacement = {
  name: PadV2,
  compute: ({ x }, params, device) => {
    if (!isNumeric(x!)) return undefined;
    const { paddings, constantValue: value } = attributesAs<PadV2Attrs>(params);
    const { shape, dtype } = x!;
    const padded = shape.map((length, axis) => paddings[axis]![0] + length + paddings[axis]![1]);
    if (padded.some((length) => length < 0)) {
      throw new RangeError(`pad: no axis can be cut below 0, got [${shape}] and paddings ${JSON.stringify(paddings)}`);
    }
    const count = paddings.filter(isPadded).length;
    if (count === 0) return device.alias(x!, shape);
    if (sizeOf(shape) === 0) return filled(device, padded, dtype, value);
    const isCut = paddings.flat().some((length) => length < 0);
    return (isCut || count > 2 ? around : within)(device, x!, { paddings, value, padded });
  },
};

export const pad: readonly Replacement[] = [padV2];
