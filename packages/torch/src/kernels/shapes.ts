// internal: kernels that move numbers and leave them as they are
import {
  type BroadCastToAttrs,
  BroadcastTo,
  ExpandDims,
  type ExpandDimsAttrs,
  FlipLeftRight,
  Identity,
  MirrorPad,
  type MirrorPadAttrs,
  PadV2,
  type PadV2Attrs,
  Reshape,
  type ReshapeAttrs,
  Reverse,
  type ReverseAttrs,
  Tile,
  type TileAttrs,
  Transpose,
  type TransposeAttrs,
  util,
} from '@tensorflow/tfjs-core';
import { kernel, type TorchKernel } from '../kernel.ts';
import { sizeOf } from '../tensors/tensors.ts';
import { transposed } from '../tensors/views.ts';
import { grown, padded, typeOf } from './moving.ts';

/** Which element stands at each place of an axis that is continued by its mirror image. */
const mirrored = (length: number, [before, after]: [number, number], skipsEdge: boolean): Int32Array =>
  Int32Array.from({ length: before + length + after }, (_, place) => {
    const at = place - before;
    if (at < 0) return skipsEdge ? -at : -at - 1;
    if (at >= length) return 2 * length - 1 - at - (skipsEdge ? 1 : 0);
    return at;
  });

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
];
