// internal: kernels that take parts
import {
  backend_util,
  Slice,
  type SliceAttrs,
  SplitV,
  type SplitVAttrs,
  StridedSlice,
  type StridedSliceAttrs,
  slice_util,
  Unpack,
  type UnpackAttrs,
  util,
} from '@tensorflow/tfjs-core';
import { kernel, type TorchKernel } from '../kernel.ts';
import { part } from '../tensors/views.ts';
import { alongAxis, asTensor, replaced, reshaped, typeOf } from './moving.ts';

/** The corner of a piece that begins at a place of one axis, and at 0 of all others. */
const cornerAt = (shape: readonly number[], along: number, at: number): number[] =>
  shape.map((_, axis) => (axis === along ? at : 0));

export const cuts: readonly TorchKernel[] = [
  kernel<'x', SliceAttrs>(Slice, ({ x }, attributes, torch) => {
    const given = asTensor(x);
    const [begin = [], size = []] = slice_util.parseSliceParams(given, attributes.begin, attributes.size);
    slice_util.assertParamsValid(given, begin, size);
    return torch.output(torch.packed(part(torch, torch.input(x), x.shape, begin, size)), size, typeOf(x));
  }),
  kernel<'x', StridedSliceAttrs>(StridedSlice, ({ x }, a, torch) => {
    const { begin, end, strides, isIdentity, finalShape } = slice_util.sliceInfo(
      ...([x.shape, a.begin, a.end, a.strides] as const),
      ...([a.beginMask, a.endMask, a.ellipsisMask, a.newAxisMask, a.shrinkAxisMask] as const),
    );
    if (isIdentity) return torch.alias(x, finalShape);
    const size = slice_util.computeOutShape(begin, end, strides);
    if (size.includes(0)) return torch.output(torch.empty(finalShape, typeOf(x)), finalShape, typeOf(x));
    // Backward is forward from the last that is taken, turned round.
    const least = begin.map((at, axis) => (strides[axis]! < 0 ? at + strides[axis]! * (size[axis]! - 1) : at));
    const turned = strides.flatMap((stride, axis) => (stride < 0 ? [axis] : []));
    const taken = part(torch, torch.input(x), x.shape, least, size, strides.map(Math.abs));
    return reshaped(turned.length > 0 ? torch.flip(taken, turned) : taken, finalShape, typeOf(x), torch);
  }),
  kernel<'x', SplitVAttrs>(SplitV, ({ x }, { numOrSizeSplits, axis }, torch) => {
    const [along = 0] = util.parseAxisParam(axis, x.shape);
    const sizes = backend_util.prepareSplitSize(asTensor(x), numOrSizeSplits, along);
    const given = torch.input(x);
    let at = 0;
    return sizes.map((length) => {
      const shape = replaced(x.shape, along, length);
      const piece = part(torch, given, x.shape, cornerAt(x.shape, along, at), shape);
      at += length;
      return torch.output(torch.packed(piece), shape, typeOf(x));
    });
  }),
  kernel<'value', UnpackAttrs>(Unpack, ({ value: x }, { axis }, torch) => {
    const along = alongAxis(x, axis);
    const given = torch.input(x);
    const shape = x.shape.filter((_, i) => i !== along);
    return Array.from({ length: x.shape[along]! }, (_, at) => {
      const piece = part(torch, given, x.shape, cornerAt(x.shape, along, at), replaced(x.shape, along, 1));
      return reshaped(piece, shape, typeOf(x), torch);
    });
  }),
];
