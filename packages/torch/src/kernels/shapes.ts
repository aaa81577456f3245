// internal: kernels that move numbers and leave them as they are
import {
  BatchToSpaceND,
  type BatchToSpaceNDAttrs,
  type BroadCastToAttrs,
  BroadcastTo,
  backend_util,
  Concat,
  type ConcatAttrs,
  DepthToSpace,
  type DepthToSpaceAttrs,
  ExpandDims,
  type ExpandDimsAttrs,
  FlipLeftRight,
  Identity,
  MirrorPad,
  type MirrorPadAttrs,
  Pack,
  type PackAttrs,
  PadV2,
  type PadV2Attrs,
  Reshape,
  type ReshapeAttrs,
  Reverse,
  type ReverseAttrs,
  Slice,
  type SliceAttrs,
  SpaceToBatchND,
  type SpaceToBatchNDAttrs,
  SplitV,
  type SplitVAttrs,
  StridedSlice,
  type StridedSliceAttrs,
  slice_util,
  type Tensor,
  type TensorInfo,
  Tile,
  type TileAttrs,
  Transpose,
  type TransposeAttrs,
  Unpack,
  type UnpackAttrs,
  util,
} from '@tensorflow/tfjs-core';
import { kernel, listKernel, type TorchKernel } from '../kernel.ts';
import type { Handle } from '../operators/kinds.ts';
import { sizeOf } from '../tensors/tensors.ts';
import { part, transposed } from '../tensors/views.ts';
import type { NumericType } from '../tfjs/store.ts';
import type { Torch } from '../torch.ts';

/** tfjs has refused strings before. */
export const typeOf = ({ dtype }: TensorInfo): NumericType => dtype as NumericType;

/** Puts out what may be a view, in another shape than libtorch has it. */
export const reshaped = (result: Handle, shape: readonly number[], dtype: NumericType, torch: Torch): TensorInfo =>
  torch.output(torch.view(torch.packed(result), shape), shape, dtype);

/** So many values before and after each axis. */
export const padded = (
  x: Handle,
  amounts: readonly (readonly [number, number])[],
  value: number,
  torch: Torch,
): Handle => torch.padLastFirst(x, [...amounts].reverse().flat(), value);

/** For helpers of tfjs that look at nothing but the shape. */
const asTensor = (x: TensorInfo): Tensor => x as Tensor;

type Amounts = [number, number][];

const grown = (shape: readonly number[], amounts: Amounts): number[] =>
  shape.map((length, axis) => length + amounts[axis]![0] + amounts[axis]![1]);

/** Which element stands at each place of an axis that is continued by its mirror image. */
const mirrored = (length: number, [before, after]: [number, number], skipsEdge: boolean): Int32Array =>
  Int32Array.from({ length: before + length + after }, (_, place) => {
    const at = place - before;
    if (at < 0) return skipsEdge ? -at : -at - 1;
    if (at >= length) return 2 * length - 1 - at - (skipsEdge ? 1 : 0);
    return at;
  });

const alongAxis = (x: TensorInfo, axis: number): number => (axis < 0 ? axis + x.shape.length : axis);

const replaced = (shape: readonly number[], axis: number, length: number): number[] =>
  shape.map((old, i) => (i === axis ? length : old));

const spaceKernels: readonly TorchKernel[] = [
  kernel<'x', DepthToSpaceAttrs>(DepthToSpace, ({ x }, { blockSize, dataFormat }, torch) => {
    if (dataFormat !== 'NHWC') return undefined;
    const [n = 0, h = 0, w = 0, c = 0] = x.shape;
    const depth = c / (blockSize * blockSize);
    const blocks = [n, h, w, blockSize, blockSize, depth];
    const moved = transposed(torch, torch.input(x, blocks), blocks, [0, 1, 3, 2, 4, 5]);
    return reshaped(moved, [n, h * blockSize, w * blockSize, depth], typeOf(x), torch);
  }),
  kernel<'x', BatchToSpaceNDAttrs>(BatchToSpaceND, ({ x }, { blockShape, crops }, torch) => {
    const product = sizeOf(blockShape);
    const blocks = backend_util.getReshaped(x.shape, blockShape, product);
    const order = backend_util.getPermuted(blocks.length, blockShape.length);
    const whole = backend_util.getReshapedPermuted(x.shape, blockShape, product);
    const [begin = [], size = []] = slice_util.parseSliceParams(
      asTensor({ ...x, shape: whole }),
      backend_util.getSliceBeginCoords(crops, blockShape.length),
      backend_util.getSliceSize(whole, crops, blockShape.length),
    );
    const moved = torch.packed(transposed(torch, torch.input(x, blocks), blocks, order));
    return torch.output(torch.packed(part(torch, moved, whole, begin, size)), size, typeOf(x));
  }),
  kernel<'x', SpaceToBatchNDAttrs>(SpaceToBatchND, ({ x }, { blockShape, paddings }, torch) => {
    const product = sizeOf(blockShape);
    const rest = x.shape.length - 1 - blockShape.length;
    const amounts: Amounts = [[0, 0], ...(paddings as Amounts), ...Array.from({ length: rest }, (): [0, 0] => [0, 0])];
    const shape = grown(x.shape, amounts);
    const blocks = backend_util.getReshaped(shape, blockShape, product, false);
    const order = backend_util.getPermuted(blocks.length, blockShape.length, false);
    const filled = torch.view(torch.packed(padded(torch.input(x), amounts, 0, torch)), blocks);
    const result = backend_util.getReshapedPermuted(shape, blockShape, product, false);
    return reshaped(transposed(torch, filled, blocks, order), result, typeOf(x), torch);
  }),
];

const joinKernels: readonly TorchKernel[] = [
  listKernel<ConcatAttrs>(Concat, (xs, { axis }, torch) => {
    const [along = 0] = util.parseAxisParam(axis, xs[0].shape);
    const shapes = xs.map(({ shape }) => shape);
    backend_util.assertParamsConsistent(shapes, along);
    const shape = backend_util.computeOutShape(shapes, along);
    const [first, ...others] = xs.filter((x) => sizeOf(x.shape) > 0);
    if (first === undefined) return torch.output(torch.empty(shape, typeOf(xs[0])), shape, typeOf(xs[0]));
    if (others.length === 0) return torch.alias(first, shape);
    const parts = [first, ...others].map((x) => torch.input(x));
    return torch.output(torch.packed(torch.cat(parts, along)), shape, typeOf(first));
  }),
  listKernel<PackAttrs>(Pack, (xs, { axis }, torch) => {
    const [{ shape, dtype }] = xs;
    for (const x of xs) {
      util.assertShapesMatch(shape, x.shape, 'All tensors passed to stack must have matching shapes');
      util.assert(x.dtype === dtype, () => 'All tensors passed to stack must have matching dtypes');
    }
    const along = axis < 0 ? axis + shape.length + 1 : axis;
    const result = [...shape.slice(0, along), xs.length, ...shape.slice(along)];
    const parts = xs.map((x) => torch.input(x));
    return torch.output(torch.stack(parts, along), result, typeOf(xs[0]));
  }),
];

const cutKernels: readonly TorchKernel[] = [
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
      const piece = part(
        torch,
        given,
        x.shape,
        replaced(
          x.shape.map(() => 0),
          along,
          at,
        ),
        shape,
      );
      at += length;
      return torch.output(torch.packed(piece), shape, typeOf(x));
    });
  }),
  kernel<'value', UnpackAttrs>(Unpack, ({ value: x }, { axis }, torch) => {
    const along = alongAxis(x, axis);
    const given = torch.input(x);
    const shape = x.shape.filter((_, i) => i !== along);
    return Array.from({ length: x.shape[along]! }, (_, at) => {
      const piece = part(
        torch,
        given,
        x.shape,
        replaced(
          x.shape.map(() => 0),
          along,
          at,
        ),
        replaced(x.shape, along, 1),
      );
      return reshaped(piece, shape, typeOf(x), torch);
    });
  }),
];

export const shapes: readonly TorchKernel[] = [
  kernel<'x'>(Identity, ({ x }, _, torch) => torch.alias(x)),
  kernel<'x', ReshapeAttrs>(Reshape, ({ x }, attributes, torch) => {
    const size = sizeOf(x.shape);
    const shape = util.inferFromImplicitShape(attributes.shape, size);
    util.assert(
      sizeOf(shape) === size,
      () => `Reshape: [${x.shape}] has ${size} elements, [${shape}] ${sizeOf(shape)}`,
    );
    return torch.alias(x, shape);
  }),
  kernel<'input', ExpandDimsAttrs>(ExpandDims, ({ input: x }, { dim }, torch) => {
    const rank = x.shape.length;
    util.assert(
      -rank - 1 <= dim && dim <= rank,
      () => `ExpandDims: axis must be in [${-rank - 1}, ${rank}], got ${dim}`,
    );
    const at = dim < 0 ? rank + 1 + dim : dim;
    return torch.alias(x, [...x.shape.slice(0, at), 1, ...x.shape.slice(at)]);
  }),
  kernel<'x', TransposeAttrs>(Transpose, ({ x }, { perm }, torch) => {
    const moved = transposed(torch, torch.input(x), x.shape, perm);
    return torch.output(
      torch.packed(moved),
      perm.map((axis) => x.shape[axis]!),
      typeOf(x),
    );
  }),
  kernel<'x', TileAttrs>(Tile, ({ x }, { reps }, torch) =>
    torch.output(
      torch.repeat(torch.input(x), reps),
      x.shape.map((length, axis) => length * reps[axis]!),
      typeOf(x),
    ),
  ),
  kernel<'x', BroadCastToAttrs>(BroadcastTo, ({ x }, { shape }, torch) =>
    torch.output(torch.packed(torch.expand(torch.input(x), shape, false)), shape, typeOf(x)),
  ),
  kernel<'x', ReverseAttrs>(Reverse, ({ x }, { dims }, torch) =>
    torch.output(torch.flip(torch.input(x), util.parseAxisParam(dims, x.shape)), x.shape, typeOf(x)),
  ),
  kernel<'image'>(FlipLeftRight, ({ image }, _, torch) =>
    torch.output(torch.flip(torch.input(image), [2]), image.shape, typeOf(image)),
  ),
  kernel<'x', PadV2Attrs>(PadV2, ({ x }, { paddings, constantValue }, torch) => {
    if (x.shape.length === 0) return torch.alias(x);
    const filled = padded(torch.input(x), paddings, constantValue, torch);
    return torch.output(torch.packed(filled), grown(x.shape, paddings), typeOf(x));
  }),
  kernel<'x', MirrorPadAttrs>(MirrorPad, ({ x }, { paddings, mode }, torch) => {
    const result = paddings.reduce((given, amounts, axis) => {
      if (amounts[0] === 0 && amounts[1] === 0) return given;
      const places = mirrored(x.shape[axis]!, amounts, mode === 'reflect');
      return torch.indexSelect(given, axis, torch.upload(places, [places.length], 'int32'));
    }, torch.input(x));
    return torch.output(torch.packed(result), grown(x.shape, paddings), typeOf(x));
  }),
  ...spaceKernels,
  ...joinKernels,
  ...cutKernels,
];
