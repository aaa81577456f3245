// internal: reductions on webgpu, for which tfjs's kernels transpose with a shader that is wrong for integers
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
    const order = orderOf(x!, axes, device);
    if (order === undefined) return undefined;
    const y = overLast(x!, order, along, axes.length, device);
    if (along.keepDims !== true) return y;
    const kept = device.alias(y, backend_util.expandShapeToKeepDim(y.shape, axes));
    device.release(y);
    return kept;
  },
});

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
