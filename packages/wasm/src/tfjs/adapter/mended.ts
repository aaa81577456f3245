// internal: tfjs's kernels that are right once they are asked otherwise
import { type Attributes, attributesAs, sizeOf } from '@kindling/core';
import {
  ArgMax,
  ArgMin,
  Bincount,
  backend_util,
  Cast,
  Concat,
  Cumprod,
  Cumsum,
  type CumsumAttrs,
  DenseBincount,
  Fill,
  GatherNd,
  GatherV2,
  type GatherV2Attrs,
  Pack,
  ResizeBilinear,
  ScatterNd,
  Slice,
  type SliceAttrs,
  SparseToDense,
  slice_util,
  type TensorInfo,
  TensorScatterUpdate,
  TopK,
  util,
} from '@tensorflow/tfjs-core';
import { filled } from './filled.ts';
import { inSteps } from './inSteps.ts';
import { isNumeric, numbersOf } from './numbers.ts';
import type { Device, Inputs, Replacement } from './replacement.ts';

/** It refuses bools, and makes a shape without a number by an axis that is counted from the end. */
const alongAxis = (name: string): Replacement => ({
  name,
  compute: ({ x }, params, device) => {
    const { axis } = attributesAs<CumsumAttrs>(params);
    if (axis >= 0 && x!.dtype !== 'bool') return undefined;
    const fromStart = axis < 0 ? axis + x!.shape.length : axis;
    return inSteps(device, ({ call, cast }) =>
      call(name, { x: x!.dtype === 'bool' ? cast(x!, 'int32') : x! }, { ...params, axis: fromStart }),
    );
  },
});

/** It says on the console that a number is below 0, and goes on. */
const requirePlaces = (kernel: string, device: Device, x: TensorInfo): void => {
  const stray = isNumeric(x) ? numbersOf(device, x).find((place) => place < 0) : undefined;
  if (stray !== undefined) throw new RangeError(`${kernel}: x must not be below 0, got ${stray}`);
};

const denseBincount: Replacement = {
  name: DenseBincount,
  compute: ({ x }, _params, device) => {
    requirePlaces(DenseBincount, device, x!);
    return undefined;
  },
};

/** It counts the rows of a matrix one by one. */
const bincount: Replacement = {
  name: Bincount,
  compute: ({ x, weights }, params, device) => {
    requirePlaces(Bincount, device, x!);
    if (x!.shape.length === 1) return undefined;
    return inSteps(device, ({ call, reshape }) => {
      const all = reshape(x!, [sizeOf(x!.shape)]);
      return call(Bincount, { x: all, weights: reshape(weights!, [sizeOf(weights!.shape)]) }, params);
    });
  },
};

/** They read and write whatever lies where an index says. `shapeOf` is that of what the indices are of. */
const byIndices = (name: string, shapeOf: (inputs: Inputs, attributes: Attributes) => number[]): Replacement => ({
  name,
  compute: (inputs, attributes, device) => {
    const indices = inputs.indices ?? inputs.sparseIndices!;
    const shape = shapeOf(inputs, attributes);
    const depth = indices.shape.length < 2 && name !== GatherNd ? 1 : indices.shape.at(-1)!;
    numbersOf(device, indices).forEach((index, at) => {
      const length = shape[at % depth]!;
      if (index < 0 || index >= length)
        throw new RangeError(
          `${name}: on the wasm backend indices must be in [0, ${length - 1}] of axis ${at % depth}, got ${index}`,
        );
    });
    return undefined;
  },
});

/** It reads beyond what it cuts out of. */
const slice: Replacement = {
  name: Slice,
  compute: ({ x }, params) => {
    const { begin, size } = attributesAs<SliceAttrs>(params);
    slice_util.assertParamsValid(x!, ...(slice_util.parseSliceParams(x!, begin, size) as [number[], number[]]));
    return undefined;
  },
};

/** Of bools it reads four bytes for each. */
const topK: Replacement = {
  name: TopK,
  compute: ({ x }, params, device) => {
    if (x!.dtype !== 'bool') return undefined;
    const integers = device.call(Cast, { x: x! }, { dtype: 'int32' });
    const [values, places] = device.call(TopK, { x: integers }, params) as unknown as [TensorInfo, TensorInfo];
    const bools = device.call(Cast, { x: values }, { dtype: 'bool' });
    for (const each of [integers, values]) device.release(each);
    return [bools, places];
  },
};

/** Of strings, where there are none, it makes a tensor that can't be read. */
const joined = (name: string): Replacement => ({
  name,
  compute: (inputs, { axis }, device) => {
    const all = Object.values(inputs);
    const [first] = all;
    if (first?.dtype !== 'string' || all.some(({ shape }) => sizeOf(shape) > 0)) return undefined;
    if (name === Pack) {
      const along = util.parseAxisParam(axis as number, [...first.shape, 1])[0]!;
      return device.alias(first, first.shape.toSpliced(along, 0, all.length));
    }
    const along = util.parseAxisParam(axis as number, first.shape)[0]!;
    const shapes = all.map(({ shape }) => shape);
    return device.alias(first, backend_util.computeOutShape(shapes, along));
  },
});

const fill: Replacement = {
  name: Fill,
  compute: (_inputs, { value }) => {
    if (typeof value !== 'string') return undefined;
    throw new Error(`Fill: the wasm backend has no kernel for strings, got ${JSON.stringify(value)}`);
  },
};

/** Of no pictures of integers it keeps what it made on the way. */
const resizeNothing: Replacement = {
  name: ResizeBilinear,
  compute: ({ images }, { size }, device) => {
    if (sizeOf(images!.shape) > 0) return undefined;
    const [batch, , , channels] = images!.shape as [number, number, number, number];
    return filled(device, [batch, ...(size as number[]), channels], 'float32', 0);
  },
};

/** What is gathered of nothing has a shape of its own there. */
const gather: Replacement = {
  name: GatherV2,
  compute: ({ x, indices }, params, device) => {
    if (!isNumeric(x!) || (sizeOf(x!.shape) > 0 && sizeOf(indices!.shape) > 0)) return undefined;
    const { axis, batchDims } = attributesAs<GatherV2Attrs>(params);
    const along = util.parseAxisParam(axis, x!.shape)[0]!;
    const info = backend_util.segment_util.collectGatherOpShapeInfo(x!, indices!, along, batchDims ?? 0);
    return sizeOf(info.outputShape) === 0 ? device.output(info.outputShape, x!.dtype) : undefined;
  },
};

/** In batches it reads four bytes for each. */
const gatherOfBools: Replacement = {
  name: GatherV2,
  compute: ({ x, indices }, params, device) => {
    if (x!.dtype !== 'bool') return undefined;
    return inSteps(device, ({ call, cast }) =>
      cast(call(GatherV2, { x: cast(x!, 'int32'), indices: indices! }, params), 'bool'),
    );
  },
};

/** Where there is nothing it divides by nothing. The place of no greatest number is 0, as in cpu. */
const ofNothing = (name: string): Replacement => ({
  name,
  compute: ({ x }, params, device) => {
    if (sizeOf(x!.shape) > 0) return undefined;
    const isRunning = name === Cumsum || name === Cumprod;
    if (isRunning) return device.output(x!.shape, x!.dtype === 'bool' ? 'int32' : x!.dtype);
    if (name === TopK) {
      const shape = [...x!.shape.slice(0, -1), params.k as number];
      return [device.output(shape, x!.dtype), device.output(shape, 'int32')];
    }
    const axes = util.parseAxisParam(params.axis as number, x!.shape);
    const [shape] = backend_util.computeOutAndReduceShapes(x!.shape, axes);
    return filled(device, shape, 'int32', 0);
  },
});

export const mended: readonly Replacement[] = [
  gather,
  resizeNothing,
  ...[ArgMax, ArgMin, Cumprod, Cumsum, TopK].map(ofNothing),
  fill,
  topK,
  joined(Concat),
  joined(Pack),
  alongAxis(Cumsum),
  alongAxis(Cumprod),
  bincount,
  denseBincount,
  byIndices(GatherNd, ({ params }) => params!.shape),
  byIndices(ScatterNd, (_inputs, { shape }) => shape as number[]),
  byIndices(SparseToDense, (_inputs, { outputShape }) => outputShape as number[]),
  byIndices(TensorScatterUpdate, ({ tensor }) => tensor!.shape),
  gatherOfBools,
  slice,
];
