// internal: kernels over axes
import {
  All,
  Any,
  ArgMax,
  type ArgMaxAttrs,
  ArgMin,
  backend_util,
  Cumprod,
  Cumsum,
  type CumsumAttrs,
  LogSoftmax,
  type LogSoftmaxAttrs,
  Max,
  type MaxAttrs,
  Mean,
  Min,
  Prod,
  Softmax,
  type SoftmaxAttrs,
  Sum,
  type SumAttrs,
  util,
} from '@tensorflow/tfjs-core';
import { kernel, type TorchKernel } from '../kernel.ts';
import type { Handle } from '../operators/kinds.ts';
import { part } from '../tensors/views.ts';
import type { NumericType } from '../tfjs/store.ts';
import type { Torch } from '../torch.ts';
import { numeric } from './arithmetic.ts';

/** `count` numbers come to one. */
type Formula = (
  x: Handle,
  axes: readonly number[],
  keeps: boolean,
  torch: Torch,
  dtype: NumericType,
  count: number,
) => Handle;

const reduction = (name: string, formula: Formula, typeOf: (given: NumericType) => NumericType): TorchKernel =>
  kernel<'x', Partial<SumAttrs & MaxAttrs>>(name, ({ x }, { axis, reductionIndices, keepDims }, torch) => {
    const axes = util.parseAxisParam(axis ?? reductionIndices ?? x.shape.map((_, i) => i), x.shape);
    const [reduced, gone] = backend_util.computeOutAndReduceShapes(x.shape, axes);
    const shape = keepDims ? backend_util.expandShapeToKeepDim(reduced, axes) : reduced;
    const given = numeric(x.dtype);
    const dtype = typeOf(given);
    const isNothing = axes.length === 0 || x.shape.length === 0;
    const result = isNothing
      ? torch.inputAs(x, dtype)
      : formula(torch.input(x), axes, keepDims === true, torch, dtype, util.sizeFromShape(gone));
    return torch.output(result, shape, dtype);
  });

/** On a CPU ATen's mean is its sum and a division by a Scalar, which takes longer than one by a tensor. */
export const meanOver = (x: Handle, axes: readonly number[], keeps: boolean, count: number, torch: Torch): Handle =>
  torch.device === 'cpu'
    ? torch.div(torch.sum(x, axes, keeps, undefined), torch.constant(count))
    : torch.mean(x, axes, keeps, undefined);

/** One axis after the other, from the last, so that the others keep their numbers. */
const product: Formula = (x, axes, keeps, torch, dtype) =>
  [...axes].sort((a, b) => b - a).reduce((left, axis) => torch.product(left, axis, keeps, dtype), x);

/** NaN is passed over, as in tfjs: it counts as the least for the greatest, and the other way round. */
const indexKernel = (name: string, operator: 'argmax' | 'argmin', instead: number): TorchKernel =>
  kernel<'x', ArgMaxAttrs>(name, ({ x }, { axis }, torch) => {
    const [along = 0] = util.parseAxisParam(axis, x.shape);
    const given = torch.to(torch.input(x), numeric(x.dtype));
    const values =
      x.dtype === 'float32'
        ? torch.nanToNum(given, instead, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)
        : given;
    const shape = x.shape.filter((_, i) => i !== along);
    return torch.output(torch.to(torch[operator](values, along, false), 'int32'), shape, 'int32');
  });

/** Shifted by one along an axis: `first` comes before, the last falls out. */
const shifted = (x: Handle, shape: readonly number[], axis: number, first: number, torch: Torch): Handle => {
  const amounts = shape.flatMap((_, i) => (shape.length - 1 - i === axis ? [1, 0] : [0, 0]));
  const longer = shape.map((length, i) => (i === axis ? length + 1 : length));
  const padded = torch.packed(torch.padLastFirst(x, amounts, first));
  return torch.packed(
    part(
      torch,
      padded,
      longer,
      shape.map(() => 0),
      shape,
    ),
  );
};

const cumulative = (name: string, operator: 'cumsum' | 'cumprod', neutral: 0 | 1): TorchKernel =>
  kernel<'x', CumsumAttrs>(name, ({ x }, { axis, exclusive, reverse }, torch) => {
    const [along = 0] = util.parseAxisParam(axis ?? 0, x.shape);
    const dtype = numeric(x.dtype);
    const turn = (values: Handle): Handle => (reverse ? torch.flip(values, [along]) : values);
    const given = torch.packed(turn(torch.to(torch.input(x), dtype)));
    const ready = exclusive ? shifted(given, x.shape, along, neutral, torch) : given;
    return torch.output(torch.packed(turn(torch[operator](ready, along, dtype))), x.shape, dtype);
  });

/** Floats are summed as what they are; ATen sums integers as int64 unless told otherwise. */
const inOwn = (dtype: NumericType): NumericType | undefined => (dtype === 'float32' ? undefined : dtype);

const same = (given: NumericType): NumericType => given;

export const reductions: readonly TorchKernel[] = [
  reduction(Sum, (x, axes, keeps, torch, dtype) => torch.sum(x, axes, keeps, inOwn(dtype)), same),
  reduction(
    Mean,
    (x, axes, keeps, torch, _, count) => meanOver(torch.to(x, 'float32'), axes, keeps, count, torch),
    () => 'float32',
  ),
  reduction(Prod, product, same),
  reduction(Max, (x, axes, keeps, torch, dtype) => torch.amax(torch.to(x, dtype), axes, keeps), same),
  reduction(Min, (x, axes, keeps, torch, dtype) => torch.amin(torch.to(x, dtype), axes, keeps), same),
  reduction(
    All,
    (x, axes, keeps, torch) => torch.all(x, axes, keeps),
    () => 'bool',
  ),
  reduction(
    Any,
    (x, axes, keeps, torch) => torch.any(x, axes, keeps),
    () => 'bool',
  ),
  indexKernel(ArgMax, 'argmax', Number.NEGATIVE_INFINITY),
  indexKernel(ArgMin, 'argmin', Number.POSITIVE_INFINITY),
  cumulative(Cumsum, 'cumsum', 0),
  cumulative(Cumprod, 'cumprod', 1),
  kernel<'logits', SoftmaxAttrs>(Softmax, ({ logits }, { dim }, torch) =>
    torch.output(torch.softmax(torch.inputAs(logits, 'float32'), dim, false), logits.shape, 'float32'),
  ),
  kernel<'logits', LogSoftmaxAttrs>(LogSoftmax, ({ logits }, { axis }, torch) =>
    torch.output(torch.logSoftmax(torch.inputAs(logits, 'float32'), axis, false), logits.shape, 'float32'),
  ),
];
