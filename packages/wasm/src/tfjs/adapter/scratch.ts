// internal: what tfjs's own kernels allocate beside their results, where nobody looks at whether they got it
import { type Attributes, sizeOf } from '@kindling/core';
import {
  _FusedMatMul,
  AvgPool,
  BatchMatMul,
  Conv2D,
  DepthwiseConv2dNative,
  FusedBatchNorm,
  FusedConv2D,
  FusedDepthwiseConv2D,
  MaxPool,
  MaxPool3DGrad,
  MaxPoolGrad,
  NonMaxSuppressionV3,
  NonMaxSuppressionV4,
  NonMaxSuppressionV5,
  Prelu,
  ResizeBilinear,
  SparseFillEmptyRows,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import type { Inputs } from './replacement.ts';

/** At most how many bytes, by inputs and attributes; `read` gives the numbers of an input. */
type Scratch = (inputs: Inputs, attributes: Attributes, read: (tensor: TensorInfo) => ArrayLike<number>) => number;

const size = (tensor: TensorInfo | undefined): number => (tensor === undefined ? 0 : sizeOf(tensor.shape));

/** A place for each result: where the greatest number was. */
const positions: Scratch = ({ dy }) => 4 * size(dy);

/** A queue of candidates, and two lists of results that double, with their copies. */
const suppression: Scratch = ({ boxes }, { maxOutputSize }) => 4 * size(boxes) + 48 * Number(maxOutputSize);

/** XNNPACK has a pointer for each tap of a window over one picture, ours to bound by the picture with its padding. */
const pointers = ({ shape: [, height = 0, width = 0] }: TensorInfo, taps: number, reach: number): number =>
  4 * taps * (height + 2 * reach) * (width + 2 * reach);

/** Filters transposed and packed, with their pointers, and results before an activation. */
const convolution: Scratch = ({ x, filter }) => {
  const [height = 1, width = 1, , filters = 1] = filter!.shape;
  const reach = Math.max(height, width);
  const [images = 1, ...picture] = x!.shape;
  const results = 4 * images * (picture[0]! + 2 * reach) * (picture[1]! + 2 * reach) * filters;
  return 16 * size(filter) + pointers(x!, height * width, reach) + results;
};

const pool: Scratch = ({ x }, { filterSize }) => {
  const [height, width] = typeof filterSize === 'number' ? [filterSize, filterSize] : (filterSize as [number, number]);
  return pointers(x!, height * width, Math.max(height, width));
};

const product: Scratch = ({ b }) => 12 * size(b);

/** Read from tfjs's C++ for 4.22; all others take a few hundred bytes at most. */
export const scratchOf: Readonly<Record<string, Scratch>> = {
  [AvgPool]: pool,
  [BatchMatMul]: product,
  [_FusedMatMul]: product,
  [Conv2D]: convolution,
  [DepthwiseConv2dNative]: convolution,
  [FusedConv2D]: convolution,
  [FusedDepthwiseConv2D]: convolution,
  [FusedBatchNorm]: ({ variance }) => 8 * size(variance),
  [MaxPool]: pool,
  [MaxPoolGrad]: positions,
  [MaxPool3DGrad]: positions,
  [NonMaxSuppressionV3]: suppression,
  [NonMaxSuppressionV4]: suppression,
  [NonMaxSuppressionV5]: suppression,
  [Prelu]: ({ alpha }) => 8 * size(alpha),
  [ResizeBilinear]: (_inputs, { size: to }) => 32 * sizeOf(to as number[]),
  [SparseFillEmptyRows]: ({ denseShape }, _attributes, read) => 8 * (read(denseShape!)[0] ?? 0),
};
