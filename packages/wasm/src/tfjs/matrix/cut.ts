// internal: parts of tensors as tensors of their own
import { attributesAs, sizeOf } from '@kindling/core';
import {
  backend_util,
  Slice,
  type SliceAttrs,
  SplitV,
  type SplitVAttrs,
  slice_util,
  type TensorInfo,
  Unpack,
  type UnpackAttrs,
  util,
} from '@tensorflow/tfjs-core';
import { isNumeric } from '../adapter/numbers.ts';
import type { Device, Replacement } from '../adapter/replacement.ts';
import { moveFrom } from './move.ts';
import { stridesOf } from './walk.ts';

/** What lies from `begin` on, as a tensor of `shape`. */
const partOf = (
  device: Device,
  x: TensorInfo,
  begin: readonly number[],
  size: readonly number[],
  shape: readonly number[] = size,
): TensorInfo => {
  if (sizeOf(size) === sizeOf(x.shape)) return device.alias(x, shape);
  const strides = stridesOf(x.shape);
  const start = begin.reduce((sum, at, axis) => sum + at * strides[axis]!, 0);
  return moveFrom(device, x, size, { start, strides }, shape);
};

/** Its arguments are checked before. */
const slice: Replacement = {
  name: Slice,
  compute: ({ x }, params, device) => {
    if (!isNumeric(x!)) return undefined;
    const { begin, size } = attributesAs<SliceAttrs>(params);
    const [from, lengths] = slice_util.parseSliceParams(x!, begin, size) as [number[], number[]];
    return partOf(device, x!, from, lengths);
  },
};

/** Parts that follow each other along an axis. */
const partsOf = (
  device: Device,
  x: TensorInfo,
  axis: number,
  lengths: readonly number[],
  shapeOf: (part: readonly number[]) => readonly number[],
): TensorInfo[] => {
  const begin = x.shape.map(() => 0);
  return lengths.map((length) => {
    const size = x.shape.with(axis, length);
    const part = partOf(device, x, begin, size, shapeOf(size));
    begin[axis]! += length;
    return part;
  });
};

const splitV: Replacement = {
  name: SplitV,
  compute: ({ x }, params, device) => {
    if (!isNumeric(x!)) return undefined;
    const { numOrSizeSplits, axis } = attributesAs<SplitVAttrs>(params);
    const along = util.parseAxisParam(axis, x!.shape)[0]!;
    const lengths = backend_util.prepareSplitSize(
      x! as Parameters<typeof backend_util.prepareSplitSize>[0],
      numOrSizeSplits,
      along,
    );
    return partsOf(device, x!, along, lengths, (part) => part);
  },
};

const unpack: Replacement = {
  name: Unpack,
  compute: ({ value }, params, device) => {
    if (!isNumeric(value!)) return undefined;
    const { axis } = attributesAs<UnpackAttrs>(params);
    const along = axis < 0 ? axis + value!.shape.length : axis;
    const ones = new Array<number>(value!.shape[along]!).fill(1);
    return partsOf(device, value!, along, ones, (part) => part.toSpliced(along, 1));
  },
};

export const cut: readonly Replacement[] = [slice, splitV, unpack];
