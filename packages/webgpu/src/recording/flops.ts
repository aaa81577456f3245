// internal: the arithmetic of products and convolutions, which is most of a network's
import { sizeOf } from '@kindling/core';
import {
  BatchMatMul,
  Conv2D,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  FusedConv2D,
  _FusedMatMul as FusedMatMul,
  type NamedAttrMap,
  type NamedTensorInfoMap,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import type { Draft } from './draft.ts';

interface Called {
  readonly inputs: NamedTensorInfoMap;
  readonly attrs?: NamedAttrMap | undefined;
}

type Flops = (called: Called, y: TensorInfo) => number;

/** A multiplication and an addition for each number of the result and each of k. */
const product: Flops = ({ inputs: { a }, attrs }, y) =>
  2 * sizeOf(y.shape) * a!.shape.at(attrs?.transposeA === true ? -2 : -1)!;

/** With an addition for each number of the result, where there is a bias. */
const withBias =
  (flops: Flops): Flops =>
  (called, y) =>
    flops(called, y) + (called.inputs.bias === undefined ? 0 : sizeOf(y.shape));

/** Of a filter [height, width, in, out] over each number of what has the channels `out`. */
const window = (filter: readonly number[], { shape }: TensorInfo): number =>
  (2 * sizeOf(shape) * sizeOf(filter)) / filter.at(-1)!;

const table: Readonly<Record<string, Flops>> = {
  [BatchMatMul]: product,
  [FusedMatMul]: withBias(product),
  [Conv2D]: ({ inputs: { filter } }, y) => window(filter!.shape, y),
  [FusedConv2D]: withBias(({ inputs: { filter } }, y) => window(filter!.shape, y)),
  [Conv2DBackpropInput]: ({ inputs: { dy, filter } }) => window(filter!.shape, dy!),
  [Conv2DBackpropFilter]: ({ inputs: { dy } }, y) => window(y.shape, dy!),
};

/** Undefined for other kernels. */
export const flopsOf = (kernel: string, called: object, y: TensorInfo | TensorInfo[]): number | undefined =>
  Array.isArray(y) ? undefined : table[kernel]?.(called as Called, y);

/** Puts them to the launch that reads what the kernel was given second: others of it only move numbers. */
export const noteFlops = (
  { launches, places }: Draft,
  from: number,
  flops: number | undefined,
  inputs: object,
): void => {
  if (flops === undefined) return;
  const second = (Object.values(inputs) as TensorInfo[])[1]!;
  const at = launches.findIndex(({ regions }, i) => i >= from && regions.includes(places.get(second.dataId) ?? -1));
  if (at >= 0) launches[at] = { ...launches[at]!, flops };
};
