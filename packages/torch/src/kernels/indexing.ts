// internal: kernels that take and put by index
import {
  backend_util,
  GatherNd,
  GatherV2,
  type GatherV2Attrs,
  ScatterNd,
  type ScatterNdAttrs,
  SparseToDense,
  type SparseToDenseAttrs,
  type TensorInfo,
  TensorScatterUpdate,
  UnsortedSegmentSum,
  type UnsortedSegmentSumAttrs,
  util,
} from '@tensorflow/tfjs-core';
import { kernel, type TorchKernel } from '../kernel.ts';
import type { Handle } from '../operators/kinds.ts';
import { sizeOf } from '../tensors/tensors.ts';
import type { NumericType } from '../tfjs/store.ts';
import type { Torch } from '../torch.ts';
import { checkedIndices, requireWithin } from './indices.ts';
import { reshaped, typeOf } from './moving.ts';

const gathered: TorchKernel = kernel<'x' | 'indices', GatherV2Attrs>(
  GatherV2,
  ({ x, indices }, { axis, batchDims = 0 }, torch) => {
    const [along = 0] = util.parseAxisParam(axis, x.shape);
    const info = backend_util.segment_util.collectGatherOpShapeInfo(
      ...([x, indices, along, batchDims] as unknown as Parameters<
        typeof backend_util.segment_util.collectGatherOpShapeInfo
      >),
    );
    const { batchSize, outerSize, dimSize, sliceSize, outputShape } = info;
    const count = sizeOf(indices.shape);
    const { places, mark } = checkedIndices('GatherV2', torch.input(indices, [count]), dimSize, x, torch);
    const perBatch = count / batchSize;
    const rows = [batchSize, outerSize, perBatch, sliceSize];
    if (sizeOf(outputShape) === 0) return torch.output(torch.empty(outputShape, typeOf(x)), outputShape, typeOf(x));
    const taken =
      batchSize === 1
        ? torch.indexSelect(torch.input(x, [outerSize, dimSize, sliceSize]), 1, places)
        : torch.gather(
            torch.input(x, [batchSize, outerSize, dimSize, sliceSize]),
            2,
            torch.expand(torch.view(torch.to(places, 'int64'), [batchSize, 1, perBatch, 1]), rows, false),
            false,
          );
    const marked = mark(torch.view(torch.packed(taken), rows), [batchSize, 1, perBatch, 1]);
    return reshaped(marked, outputShape, typeOf(x), torch);
  },
);

/** Rows of indices, one for each axis, as places in the flattened axes: one past the last for a row that is outside. */
const flatPlaces = (
  indices: TensorInfo,
  lengths: readonly number[],
  strides: readonly number[],
  torch: Torch,
): Handle => {
  const rank = lengths.length;
  const count = sizeOf(indices.shape) / Math.max(rank, 1);
  const rows = torch.to(torch.input(indices, [count, rank]), 'int32');
  const limits = torch.upload(Int32Array.from(lengths), [rank], 'int32');
  const isOutside = torch.any(
    torch.logicalOr(torch.less(rows, torch.constant(0, 'int32')), torch.greaterEqual(rows, limits)),
    [1],
    false,
  );
  const steps = torch.upload(Int32Array.from(strides.slice(0, rank)), [rank], 'int32');
  const places = torch.sum(torch.mul(rows, steps), [1], false, 'int64');
  const beyond = torch.constant(sizeOf(lengths), 'int64');
  return torch.where(isOutside, beyond, places);
};

interface Scattered {
  readonly owner: string;
  readonly indices: TensorInfo;
  readonly updates: TensorInfo;
  readonly shape: readonly number[];
  /** What is there where nothing is put, of `shape`. Absent: 0. */
  readonly onto?: Handle;
  readonly adds: boolean;
}

/** Puts rows in place, which the indices must name: they are read, so this waits for the device. */
const scattered = ({ owner, indices, updates, shape, onto, adds }: Scattered, torch: Torch): TensorInfo => {
  const { sliceRank, numUpdates, sliceSize, strides } = backend_util.calculateShapes(
    ...([updates, indices, [...shape]] as unknown as Parameters<typeof backend_util.calculateShapes>),
  );
  const rows = sizeOf(shape) / sliceSize;
  const dtype = typeOf(updates);
  const base = onto === undefined ? torch.zeros([rows, sliceSize], dtype) : torch.view(onto, [rows, sliceSize]);
  const places = flatPlaces(indices, shape.slice(0, sliceRank), strides, torch);
  requireWithin(owner, places, rows, torch);
  const values = updates.shape.length === 0 ? torch.input(updates) : torch.input(updates, [numUpdates, sliceSize]);
  const put = torch.indexPut(base, [places], values, adds);
  return torch.output(torch.view(put, shape), shape, dtype);
};

export const indexing: readonly TorchKernel[] = [
  gathered,
  kernel<'params' | 'indices'>(GatherNd, ({ params: x, indices }, _, torch) => {
    const [shape, count, sliceSize, strides] = backend_util.prepareAndValidate(
      ...([x, indices] as unknown as Parameters<typeof backend_util.prepareAndValidate>),
    );
    const dtype = typeOf(x);
    if (sizeOf(shape) === 0) return torch.output(torch.empty(shape, dtype), shape, dtype);
    const rank = indices.shape.at(-1)!;
    const rows = sizeOf(x.shape) / sliceSize;
    const flat = flatPlaces(indices, x.shape.slice(0, rank), strides, torch);
    const { places, mark } = checkedIndices('GatherNd', flat, rows, x, torch);
    const taken = torch.indexSelect(torch.input(x, [rows, sliceSize]), 0, places);
    return reshaped(mark(taken, [count, 1]), shape, dtype, torch);
  }),
  kernel<'indices' | 'updates', ScatterNdAttrs>(ScatterNd, ({ indices, updates }, { shape }, torch) =>
    scattered({ owner: 'ScatterNd', indices, updates, shape, adds: true }, torch),
  ),
  kernel<'tensor' | 'indices' | 'updates'>(TensorScatterUpdate, ({ tensor, indices, updates }, _, torch) => {
    const onto = torch.input(tensor);
    return scattered({ owner: 'TensorScatterUpdate', indices, updates, shape: tensor.shape, onto, adds: false }, torch);
  }),
  kernel<'sparseIndices' | 'sparseValues' | 'defaultValue', SparseToDenseAttrs>(
    SparseToDense,
    ({ sparseIndices: indices, sparseValues: updates, defaultValue }, { outputShape: shape }, torch) => {
      const onto = torch.packed(torch.expand(torch.input(defaultValue, []), shape, false));
      return scattered({ owner: 'SparseToDense', indices, updates, shape, onto, adds: false }, torch);
    },
  ),
  // A segment that is out of range counts nowhere, as in tfjs: one row more takes it.
  kernel<'x' | 'segmentIds', UnsortedSegmentSumAttrs>(
    UnsortedSegmentSum,
    ({ x, segmentIds }, { numSegments }, torch) => {
      const count = sizeOf(segmentIds.shape);
      const size = sizeOf(x.shape.slice(segmentIds.shape.length));
      const ids = torch.input(segmentIds, [count]);
      const spare = torch.constant(numSegments, 'int32');
      const isNegative = torch.less(ids, torch.constant(0, 'int32'));
      const places = torch.minimum(torch.where(isNegative, spare, ids), spare);
      const dtype: NumericType = typeOf(x);
      const rows = torch.zeros([numSegments + 1, size], dtype);
      const sums = torch.indexPut(rows, [torch.to(places, 'int64')], torch.input(x, [count, size]), true);
      const shape = [numSegments, ...x.shape.slice(segmentIds.shape.length)];
      return torch.output(torch.view(sums, shape), shape, dtype);
    },
  ),
];
