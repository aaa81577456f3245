// internal: reductions on webgpu, for which tfjs's kernels transpose: with a shader that is wrong for integers, and in
// vain where rows are summed up
import { attributesAs } from '@kindling/core';
import {
  All,
  Any,
  backend_util,
  Cumprod,
  Cumsum,
  Max,
  Mean,
  Min,
  Prod,
  Sum,
  type TensorInfo,
  util,
} from '@tensorflow/tfjs-core';
import type { Device, Replacement } from '../adapter/replacement.ts';
import { transposed } from '../matrix/transpose.ts';
import { columnSums } from './columns.ts';
import { overNothing } from './overNothing.ts';

interface Along {
  readonly axis?: number | number[];
  readonly reductionIndices?: number | number[];
  readonly keepDims?: boolean;
}

const axesOf = ({ axis, reductionIndices }: Along, { shape }: TensorInfo): number[] =>
  util.parseAxisParam(reductionIndices ?? axis ?? shape.map((_, i) => i), shape);

/** The order that brings the axes to the end; undefined where they are there, or tfjs's own transposes rightly. */
const orderOf = (x: TensorInfo, axes: number[], device: Device): number[] | undefined =>
  device.isInteger(x) ? (backend_util.getAxesPermutation(axes, x.shape.length) ?? undefined) : undefined;

/** tfjs's own kernel over the last axes of x with its axes in this order. */
const overLast = (x: TensorInfo, order: readonly number[], params: object, count: number, device: Device) => {
  const turned = transposed(x, order, device);
  const last = backend_util.getInnerMostAxes(count, x.shape.length);
  const axis = typeof (params as Along).axis === 'number' ? last[0]! : last;
  const y = device.stock({ x: turned }, { ...params, axis, reductionIndices: last, keepDims: false });
  device.release(turned);
  return y;
};

const reduction = (name: string): Replacement => ({
  name,
  compute({ x }, params, device) {
    const along = attributesAs<Along>(params);
    const axes = axesOf(along, x!);
    if (util.sizeFromShape(x!.shape) === 0) return overNothing(name, x!, axes, along.keepDims === true, device);
    const reduced = ofRows(name, x!, axes, device) ?? ofIntegers(x!, axes, along, device);
    if (reduced === undefined || along.keepDims !== true) return reduced;
    const kept = device.alias(reduced, backend_util.expandShapeToKeepDim(reduced.shape, axes));
    device.release(reduced);
    return kept;
  },
});

/** Sum and mean of float32 over the first axes, but not over all. */
const ofRows = (name: string, x: TensorInfo, axes: readonly number[], device: Device): TensorInfo | undefined => {
  const isOuter = axes.length > 0 && axes.length < x.shape.length && axes.every((axis, i) => axis === i);
  if (!isOuter || device.isInteger(x) || x.dtype !== 'float32' || (name !== Sum && name !== Mean)) return undefined;
  const left = x.shape.slice(axes.length);
  const columns = util.sizeFromShape(left);
  const sums = columnSums(x, columns, name === Mean ? columns / util.sizeFromShape(x.shape) : 1, device);
  const shaped = device.alias(sums, left);
  device.release(sums);
  return shaped;
};

const ofIntegers = (x: TensorInfo, axes: number[], along: Along, device: Device): TensorInfo | undefined => {
  const order = orderOf(x, axes, device);
  return order === undefined ? undefined : overLast(x, order, along, axes.length, device);
};

const scan = (name: string): Replacement => ({
  name,
  compute({ x }, params, device) {
    const order = orderOf(x!, axesOf(attributesAs<Along>(params), x!), device);
    if (order === undefined) return undefined;
    const y = overLast(x!, order, params, 1, device);
    const back = device.call('Transpose', { x: y }, { perm: backend_util.getUndoAxesPermutation(order) });
    device.release(y);
    return back;
  },
});

export const outerAxes: readonly Replacement[] = [
  ...[All, Any, Max, Mean, Min, Prod, Sum].map(reduction),
  ...[Cumprod, Cumsum].map(scan),
];
