// internal: kernels of two tensors, broadcast
import {
  Add,
  AddN,
  Atan2,
  BitwiseAnd,
  backend_util,
  type DataType,
  FloorDiv,
  Maximum,
  Minimum,
  Mod,
  Multiply,
  Pow,
  RealDiv,
  SquaredDifference,
  Sub,
  type TensorInfo,
  util,
} from '@tensorflow/tfjs-core';
import { kernel, listKernel, type TorchKernel } from '../kernel.ts';
import type { Handle } from '../operators/kinds.ts';
import type { NumericType } from '../tfjs/store.ts';
import type { Torch } from '../torch.ts';

type Formula = (a: Handle, b: Handle, torch: Torch, dtype: NumericType) => Handle;

/** Booleans count as the integers 0 and 1. */
export const numeric = (dtype: DataType): NumericType => (dtype === 'bool' ? 'int32' : (dtype as NumericType));

/** Of two numbers in double precision; rounded to float32 it is what float32 gives. */
type OnHost = (a: number, b: number) => number;

const binary = (name: string, formula: Formula, known?: OnHost): TorchKernel =>
  kernel<'a' | 'b'>(name, ({ a, b }, _, torch) => {
    const dtype = numeric(a.dtype);
    const shape = sameShape(a, b) ? a.shape : backend_util.assertAndGetBroadcastShape(a.shape, b.shape);
    if (known !== undefined && dtype === 'float32') {
      const [left, right] = [torch.hostValue(a), torch.hostValue(b)];
      if (left !== undefined && right !== undefined) {
        return torch.outputFilled(Math.fround(known(left, right)), shape, dtype);
      }
    }
    const result = formula(torch.inputAs(a, dtype), torch.inputAs(b, dtype), torch, dtype);
    return torch.output(torch.packed(result), shape, dtype);
  });

const sameShape = (a: TensorInfo, b: TensorInfo): boolean => util.arraysEqual(a.shape, b.shape);

/**
 * a + α b. The ABI hands α over as a float, which ATen refuses for integers: they go through float64, which holds each
 * sum of two, and through int64, which wraps it as tfjs does.
 */
export const addScaled = (a: Handle, b: Handle, alpha: 1 | -1, torch: Torch, dtype: NumericType): Handle => {
  if (dtype !== 'int32') return torch.addScaled(a, b, alpha);
  const sum = torch.addScaled(torch.to(a, 'float64'), torch.to(b, 'float64'), alpha);
  return torch.to(torch.to(sum, 'int64'), 'int32');
};

const squaredDifference: Formula = (a, b, torch, dtype) => {
  const difference = addScaled(a, b, -1, torch, dtype);
  return torch.mul(difference, difference);
};

export const arithmetic: readonly TorchKernel[] = [
  binary(
    Add,
    (a, b, torch, dtype) => addScaled(a, b, 1, torch, dtype),
    (a, b) => a + b,
  ),
  binary(
    Sub,
    (a, b, torch, dtype) => addScaled(a, b, -1, torch, dtype),
    (a, b) => a - b,
  ),
  binary(
    Multiply,
    (a, b, torch) => torch.mul(a, b),
    (a, b) => a * b,
  ),
  binary(
    RealDiv,
    (a, b, torch, dtype) => torch.to(torch.div(a, b), dtype),
    (a, b) => a / b,
  ),
  binary(FloorDiv, (a, b, torch) => torch.floorDivide(a, b)),
  binary(Mod, (a, b, torch) => torch.remainder(a, b)),
  binary(Pow, (a, b, torch) => torch.pow(a, b)),
  binary(Maximum, (a, b, torch) => torch.maximum(a, b)),
  binary(Minimum, (a, b, torch) => torch.minimum(a, b)),
  binary(Atan2, (a, b, torch) => torch.atan2(a, b)),
  binary(BitwiseAnd, (a, b, torch) => torch.bitwiseAnd(a, b)),
  binary(SquaredDifference, squaredDifference),
  listKernel(AddN, ([first, ...others], _, torch) => {
    const dtype = numeric(first.dtype);
    const sum = others.reduce(
      (left, x) => addScaled(left, torch.input(x), 1, torch, dtype),
      torch.to(torch.input(first), dtype),
    );
    return torch.output(sum, first.shape, dtype);
  }),
];
