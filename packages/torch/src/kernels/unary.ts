// internal: kernels of one tensor, element by element
import {
  Abs,
  Acos,
  Acosh,
  Asin,
  Asinh,
  Atan,
  Atanh,
  Cast,
  type CastAttrs,
  Ceil,
  ClipByValue,
  type ClipByValueAttrs,
  Cos,
  Cosh,
  Elu,
  EluGrad,
  Erf,
  Exp,
  Expm1,
  Floor,
  IsFinite,
  IsInf,
  IsNan,
  LeakyRelu,
  type LeakyReluAttrs,
  Log,
  Log1p,
  LogicalNot,
  Neg,
  Prelu,
  Reciprocal,
  Relu,
  Relu6,
  Round,
  Rsqrt,
  Selu,
  Sigmoid,
  Sign,
  Sin,
  Sinh,
  Softplus,
  Sqrt,
  Square,
  Step,
  type StepAttrs,
  Tan,
  Tanh,
} from '@tensorflow/tfjs-core';
import { kernel, type TorchKernel } from '../kernel.ts';
import type { Handle } from '../operators/kinds.ts';
import type { NumericType } from '../tfjs/store.ts';
import type { Torch } from '../torch.ts';
import { numeric } from './arithmetic.ts';
import { realPart } from './complex.ts';

/** The operators that take one tensor and give one. */
type Unary = {
  [K in keyof Torch]: Torch[K] extends (tensor: Handle) => Handle ? K : never;
}[keyof Torch];

const unary = (name: string, operator: Unary, typeOf: (given: NumericType) => NumericType): TorchKernel =>
  kernel<'x'>(name, ({ x }, _, torch) => {
    const given = numeric(x.dtype);
    return torch.output(torch[operator](torch.inputAs(x, given)), x.shape, typeOf(given));
  });

const keepingType: readonly (readonly [string, Unary])[] = [
  [Abs, 'abs'],
  [Ceil, 'ceil'],
  [Floor, 'floor'],
  [Neg, 'neg'],
  [Relu, 'relu'],
  [Relu6, 'relu6'],
  [Round, 'round'],
  [Sign, 'sign'],
  [Square, 'square'],
];

const givingFloats: readonly (readonly [string, Unary])[] = [
  [Acos, 'acos'],
  [Acosh, 'acosh'],
  [Asin, 'asin'],
  [Asinh, 'asinh'],
  [Atan, 'atan'],
  [Atanh, 'atanh'],
  [Cos, 'cos'],
  [Cosh, 'cosh'],
  [Erf, 'erf'],
  [Exp, 'exp'],
  [Expm1, 'expm1'],
  [Log, 'log'],
  [Log1p, 'log1p'],
  [Reciprocal, 'reciprocal'],
  [Rsqrt, 'rsqrt'],
  [Selu, 'selu'],
  [Sigmoid, 'sigmoid'],
  [Sin, 'sin'],
  [Sinh, 'sinh'],
  [Sqrt, 'sqrt'],
  [Tan, 'tan'],
  [Tanh, 'tanh'],
];

const givingBooleans: readonly (readonly [string, Unary])[] = [
  [IsFinite, 'isFinite'],
  [IsInf, 'isInf'],
  [IsNan, 'isNan'],
  [LogicalNot, 'logicalNot'],
];

export const elu = (x: Handle, torch: Torch): Handle =>
  torch.where(torch.greater(x, torch.constant(0)), x, torch.expm1(x));

/** x, and below zero α x; α broadcasts. */
export const leaky = (x: Handle, alpha: Handle, torch: Torch): Handle =>
  torch.prelu(torch.to(x, 'float32'), torch.to(alpha, 'float32'));

export const unaries: readonly TorchKernel[] = [
  ...keepingType.map(([name, operator]) => unary(name, operator, (given) => given)),
  ...givingFloats.map(([name, operator]) =>
    unary(name, operator, (given) => (given === 'complex64' ? given : 'float32')),
  ),
  ...givingBooleans.map(([name, operator]) => unary(name, operator, () => 'bool')),
  kernel<'x'>(Softplus, ({ x }, _, torch) =>
    torch.output(torch.logAddExp(torch.input(x), torch.constant(0)), x.shape, 'float32'),
  ),
  kernel<'x'>(Elu, ({ x }, _, torch) => torch.output(elu(torch.input(x), torch), x.shape, 'float32')),
  kernel<'dy' | 'y'>(EluGrad, ({ dy, y }, _, torch) => {
    const [given, slope] = [torch.input(dy), torch.addScaled(torch.input(y), torch.constant(1), 1)];
    const isLinear = torch.greaterEqual(torch.input(y), torch.constant(0));
    return torch.output(torch.where(isLinear, given, torch.mul(given, slope)), y.shape, 'float32');
  }),
  kernel<'x', LeakyReluAttrs>(LeakyRelu, ({ x }, { alpha }, torch) =>
    torch.output(leaky(torch.input(x), torch.constant(alpha), torch), x.shape, 'float32'),
  ),
  kernel<'x' | 'alpha'>(Prelu, ({ x, alpha }, _, torch) =>
    torch.output(leaky(torch.input(x), torch.input(alpha), torch), x.shape, 'float32'),
  ),
  kernel<'x', StepAttrs>(Step, ({ x }, { alpha }, torch) => {
    const dtype = numeric(x.dtype);
    const given = torch.to(torch.input(x), dtype);
    const isAbove = torch.greater(given, torch.constant(0, dtype));
    const step = torch.to(torch.where(isAbove, torch.constant(1), torch.constant(alpha)), dtype);
    return torch.output(torch.where(torch.isNan(given), given, step), x.shape, dtype);
  }),
  kernel<'x', ClipByValueAttrs>(ClipByValue, ({ x }, { clipValueMin, clipValueMax }, torch) => {
    const dtype = numeric(x.dtype);
    const atLeast = torch.maximum(torch.to(torch.input(x), dtype), torch.constant(clipValueMin, dtype));
    return torch.output(torch.minimum(atLeast, torch.constant(clipValueMax, dtype)), x.shape, dtype);
  }),
  kernel<'x', CastAttrs>(Cast, ({ x }, { dtype }, torch) => {
    if (dtype === x.dtype) return torch.alias(x);
    if (dtype === 'string') return undefined;
    const given = x.dtype === 'complex64' ? realPart(x, torch) : torch.input(x);
    return torch.output(torch.to(given, dtype), x.shape, dtype);
  }),
];
