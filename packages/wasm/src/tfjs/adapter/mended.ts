// internal: tfjs's kernels that are right once they are asked otherwise
import { attributesAs, sizeOf } from '@kindling/core';
import {
  Bincount,
  Cumprod,
  Cumsum,
  type CumsumAttrs,
  ResizeNearestNeighbor,
  Slice,
  type SliceAttrs,
  slice_util,
} from '@tensorflow/tfjs-core';
import { inSteps } from './inSteps.ts';
import type { Replacement } from './replacement.ts';

/** By an axis that is counted from the end it makes a shape without a number. */
const alongAxis = (name: string): Replacement => ({
  name,
  compute: ({ x }, params, device) => {
    const { axis } = attributesAs<CumsumAttrs>(params);
    return axis < 0 ? device.call(name, { x: x! }, { ...params, axis: axis + x!.shape.length }) : undefined;
  },
});

/** It counts the rows of a matrix one by one. */
const bincount: Replacement = {
  name: Bincount,
  compute: ({ x, weights }, params, device) => {
    if (x!.shape.length === 1) return undefined;
    return inSteps(device, ({ call, reshape }) => {
      const all = reshape(x!, [sizeOf(x!.shape)]);
      return call(Bincount, { x: all, weights: reshape(weights!, [sizeOf(weights!.shape)]) }, params);
    });
  },
};

/** It reads beyond what it cuts out of. */
const slice: Replacement = {
  name: Slice,
  compute: ({ x }, params) => {
    const { begin, size } = attributesAs<SliceAttrs>(params);
    slice_util.assertParamsValid(x!, ...(slice_util.parseSliceParams(x!, begin, size) as [number[], number[]]));
    return undefined;
  },
};

/** It gives float32, whatever it is given. */
const resizeNearest: Replacement = {
  name: ResizeNearestNeighbor,
  compute: ({ images }, params, device) => {
    const { dtype } = images!;
    if (dtype === 'float32') return undefined;
    return inSteps(device, ({ call, cast }) =>
      cast(call(ResizeNearestNeighbor, { images: cast(images!, 'float32') }, params), dtype),
    );
  },
};

export const mended: readonly Replacement[] = [alongAxis(Cumsum), alongAxis(Cumprod), bincount, slice, resizeNearest];
