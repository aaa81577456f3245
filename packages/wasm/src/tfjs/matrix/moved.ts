// internal: tensors reversed, permuted and repeated, in every dtype
import { attributesAs, sizeOf } from '@kindling/core';
import {
  Reverse,
  type ReverseAttrs,
  Select,
  StridedSlice,
  type StridedSliceAttrs,
  slice_util,
  Tile,
  type TileAttrs,
  Transpose,
  type TransposeAttrs,
  util,
} from '@tensorflow/tfjs-core';
import { sameShape } from '../adapter/broadcast.ts';
import { isNumeric, type Numbers, numbersOf, written } from '../adapter/numbers.ts';
import type { Replacement } from '../adapter/replacement.ts';
import { moveFrom } from './move.ts';
import { stridesOf } from './walk.ts';

/** tfjs's kernel writes four bytes for each bool. */
const reverse: Replacement = {
  name: Reverse,
  compute: ({ x }, params, device) => {
    if (!isNumeric(x!)) return undefined;
    const { shape } = x!;
    const axes = util.parseAxisParam(attributesAs<ReverseAttrs>(params).dims, shape);
    const strides = stridesOf(shape);
    const start = axes.reduce((sum, axis) => sum + (shape[axis]! - 1) * strides[axis]!, 0);
    const backward = strides.map((stride, axis) => (axes.includes(axis) ? -stride : stride));
    return moveFrom(device, x!, shape, { start, strides: backward }, shape);
  },
};

/** tfjs's kernel gives float32, whatever it is given. */
const stridedSlice: Replacement = {
  name: StridedSlice,
  compute: ({ x }, params, device) => {
    if (!isNumeric(x!)) return undefined;
    const { shape } = x!;
    const given = attributesAs<StridedSliceAttrs>(params);
    const masks = [
      given.beginMask,
      given.endMask,
      given.ellipsisMask,
      given.newAxisMask,
      given.shrinkAxisMask,
    ] as const;
    const { finalShape, isIdentity, begin, end, strides } = slice_util.sliceInfo(
      ...([shape, given.begin, given.end, given.strides] as const),
      ...masks,
    );
    if (isIdentity) return device.alias(x!, finalShape);
    const own = stridesOf(shape);
    const cut = begin.map((from, axis) => Math.max(0, Math.ceil((end[axis]! - from) / strides[axis]!)));
    const places = {
      start: begin.reduce((sum, at, axis) => sum + at * own[axis]!, 0),
      strides: strides.map((step, axis) => step * own[axis]!),
    };
    return moveFrom(device, x!, cut, places, finalShape);
  },
};

const tile: Replacement = {
  name: Tile,
  compute: ({ x }, params, device) => {
    if (!isNumeric(x!)) return undefined;
    const { shape } = x!;
    const { reps } = attributesAs<TileAttrs>(params);
    const tiled = shape.map((length, axis) => length * reps[axis]!);
    const split = shape.flatMap((length, axis) => [reps[axis]!, length]);
    const strides = stridesOf(shape).flatMap((stride) => [0, stride]);
    return moveFrom(device, x!, split, { start: 0, strides }, tiled);
  },
};

const transpose: Replacement = {
  name: Transpose,
  compute: ({ x }, params, device) => {
    if (!isNumeric(x!)) return undefined;
    const { perm } = attributesAs<TransposeAttrs>(params);
    const strides = stridesOf(x!.shape);
    const shape = perm.map((axis) => x!.shape[axis]!);
    const places = { start: 0, strides: perm.map((axis) => strides[axis]!) };
    return moveFrom(device, x!, shape, places, shape);
  },
};

/** tfjs's kernel writes four bytes for each bool. */
const select: Replacement = {
  name: Select,
  compute: ({ condition, t, e }, _attributes, device) => {
    if (!isNumeric(condition!, t!, e!)) return undefined;
    if (!sameShape(t!.shape, e!.shape)) {
      throw new RangeError(`Select: on the wasm backend e must be of the shape of t, [${t!.shape}], got [${e!.shape}]`);
    }
    const rows = condition!.shape.length === 1 ? sizeOf(t!.shape.slice(1)) : 1;
    return written(device, t!.shape, t!.dtype, (y) => {
      const [which, yes, no] = [condition!, t!, e!].map((each) => numbersOf(device, each)) as [
        Numbers,
        Numbers,
        Numbers,
      ];
      for (let i = 0; i < y.length; i++) y[i] = which[Math.floor(i / rows)] ? yes[i]! : no[i]!;
    });
  },
};

export const moved: readonly Replacement[] = [reverse, select, stridedSlice, tile, transpose];
