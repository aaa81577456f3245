// internal: tensors side by side in one
import { attributesAs, sizeOf } from '@kindling/core';
import {
  backend_util,
  Concat,
  type ConcatAttrs,
  ExpandDims,
  type ExpandDimsAttrs,
  Pack,
  type PackAttrs,
  type TensorInfo,
  util,
} from '@tensorflow/tfjs-core';
import { isNumeric } from '../adapter/numbers.ts';
import type { Device, Replacement } from '../adapter/replacement.ts';
import { moveBetween } from './move.ts';
import { stridesOf, wholeOf } from './walk.ts';

/** A tensor of this shape, with `all` one after the other along an axis; `strides` are where numbers of each go. */
const sideBySide = (
  device: Device,
  all: readonly TensorInfo[],
  shape: readonly number[],
  axis: number,
  strides: readonly number[],
): TensorInfo => {
  const { dtype } = all[0]!;
  const y = device.output(shape, dtype);
  const before = sizeOf(shape.slice(0, axis));
  let start = 0;
  for (const x of all) {
    moveBetween(device, dtype, x.shape, [device.address(x), wholeOf(x.shape)], [device.address(y), { start, strides }]);
    start += sizeOf(x.shape) / before;
  }
  return y;
};

/** Of several dtypes, tfjs's converts. */
const isOfOne = ([first, ...others]: readonly TensorInfo[]): boolean =>
  first !== undefined && isNumeric(first) && others.every(({ dtype }) => dtype === first.dtype);

const concat: Replacement = {
  name: Concat,
  compute: (inputs, params, device) => {
    const all = Object.values(inputs);
    if (!isOfOne(all)) return undefined;
    const shapes = all.map((each) => each.shape);
    const axis = util.parseAxisParam(attributesAs<ConcatAttrs>(params).axis, shapes[0]!)[0]!;
    backend_util.assertParamsConsistent(shapes, axis);
    const shape = backend_util.computeOutShape(shapes, axis);
    const some = all.filter((each) => sizeOf(each.shape) > 0);
    if (some.length === 0) return device.output(shape, all[0]!.dtype);
    return some.length === 1 ? device.alias(some[0]!, shape) : sideBySide(device, some, shape, axis, stridesOf(shape));
  },
};

const pack: Replacement = {
  name: Pack,
  compute: (inputs, params, device) => {
    const all = Object.values(inputs);
    if (!isOfOne(all)) return undefined;
    const { axis } = attributesAs<PackAttrs>(params);
    const [first] = all as [TensorInfo, ...TensorInfo[]];
    for (const each of all)
      util.assertShapesMatch(first.shape, each.shape, 'All tensors passed to stack must have matching shapes');
    const along = axis < 0 ? axis + first.shape.length + 1 : axis;
    const shape = first.shape.toSpliced(along, 0, all.length);
    if (all.length === 1) return device.alias(first, shape);
    if (sizeOf(shape) === 0) return device.output(shape, first.dtype);
    return sideBySide(device, all, shape, along, stridesOf(shape).toSpliced(along, 1));
  },
};

const expandDims: Replacement = {
  name: ExpandDims,
  compute: ({ input }, params, device) => {
    if (!isNumeric(input!)) return undefined;
    const { dim } = attributesAs<ExpandDimsAttrs>(params);
    const { shape } = input!;
    const at = dim < 0 ? dim + shape.length + 1 : dim;
    if (at < 0 || at > shape.length)
      throw new RangeError(`expandDims: axis must be in [${-shape.length - 1}, ${shape.length}], got ${dim}`);
    return device.alias(input!, shape.toSpliced(at, 0, 1));
  },
};

export const joined: readonly Replacement[] = [concat, pack, expandDims];
