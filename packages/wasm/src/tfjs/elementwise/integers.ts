// internal: functions of the numbers of int32 and bool tensors, which tfjs's wasm kernels read as float32
import type { Attributes } from '@kindling/core';
import {
  backend_util,
  broadcast_util,
  type DataType,
  FloorDiv,
  Prelu,
  Sign,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { joinAxes } from '../adapter/broadcast.ts';
import { isNumeric, type Numbers, numbersOf, written } from '../adapter/numbers.ts';
import { type Device, isFloat, type Replacement } from '../adapter/replacement.ts';
import { isAlongLast } from './slopes.ts';

type Unary = (x: number, attributes: Attributes) => number;
type Binary = (a: number, b: number) => number;

const { SELU_SCALE, SELU_SCALEALPHA } = backend_util;

/** Abramowitz and Stegun, 7.1.26. */
const erf = (x: number): number => {
  const t = 1 / (1 + backend_util.ERF_P * Math.abs(x));
  const { ERF_A1: a, ERF_A2: b, ERF_A3: c, ERF_A4: d, ERF_A5: e } = backend_util;
  return Math.sign(x) * (1 - ((((e * t + d) * t + c) * t + b) * t + a) * t * Math.exp(-x * x));
};

/** The ends of `clipByValue` are cut off to integers as they are written. */
const clip: Unary = (x, { clipValueMin: least, clipValueMax: most }) =>
  Math.min(Math.max(x, least as number), most as number);

const unary: Readonly<Record<string, Unary>> = {
  Abs: Math.abs,
  Acos: Math.acos,
  Acosh: Math.acosh,
  Asin: Math.asin,
  Asinh: Math.asinh,
  Atan: Math.atan,
  Atanh: Math.atanh,
  Ceil: (x) => x,
  ClipByValue: clip,
  Cos: Math.cos,
  Cosh: Math.cosh,
  Elu: (x) => (x >= 0 ? x : Math.exp(x) - 1),
  Erf: erf,
  Exp: Math.exp,
  Expm1: Math.expm1,
  Floor: (x) => x,
  LeakyRelu: (x, { alpha }) => (x < 0 ? (alpha as number) * x : x),
  Log: Math.log,
  Log1p: Math.log1p,
  LogicalNot: (x) => Number(x === 0),
  Neg: (x) => -x,
  Reciprocal: (x) => 1 / x,
  Relu: (x) => Math.max(0, x),
  Relu6: (x) => Math.min(Math.max(0, x), 6),
  Round: (x) => x,
  Rsqrt: (x) => 1 / Math.sqrt(x),
  Selu: (x) => (x >= 0 ? SELU_SCALE * x : SELU_SCALEALPHA * (Math.exp(x) - 1)),
  Sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  // As cpu has it, of NaN too.
  Sign: (x) => Math.sign(x) || 0,
  Sin: Math.sin,
  Sinh: Math.sinh,
  Softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  Sqrt: Math.sqrt,
  Square: (x) => Math.imul(x, x),
  Step: (x, { alpha }) => (x > 0 ? 1 : (alpha as number)),
  Tan: Math.tan,
  Tanh: Math.tanh,
};

const binary: Readonly<Record<string, Binary>> = {
  Add: (a, b) => a + b,
  Atan2: Math.atan2,
  BitwiseAnd: (a, b) => a & b,
  Equal: (a, b) => Number(a === b),
  FloorDiv: (a, b) => Math.floor(a / b),
  Greater: (a, b) => Number(a > b),
  GreaterEqual: (a, b) => Number(a >= b),
  Less: (a, b) => Number(a < b),
  LessEqual: (a, b) => Number(a <= b),
  LogicalAnd: (a, b) => Number(a !== 0 && b !== 0),
  LogicalOr: (a, b) => Number(a !== 0 || b !== 0),
  LogicalXor: (a, b) => Number((a !== 0) !== (b !== 0)),
  Maximum: Math.max,
  Minimum: Math.min,
  // The sign is the divisor's.
  Mod: (a, b) => ((a % b) + b) % b,
  NotEqual: (a, b) => Number(a !== b),
  Pow: (a, b) => a ** b,
  RealDiv: (a, b) => a / b,
  Sub: (a, b) => a - b,
};

/** Those that overflow as int32 does; a float64 holds no more than 53 bits of a product. */
const wrapping: Readonly<Record<string, { readonly ofIntegers: Binary; readonly ofFloats: Binary }>> = {
  Multiply: { ofIntegers: Math.imul, ofFloats: (a, b) => a * b },
  SquaredDifference: { ofIntegers: (a, b) => Math.imul(a - b, a - b), ofFloats: (a, b) => (a - b) ** 2 },
};

const bools = /^(Logical|Equal|NotEqual|Greater|Less)/;
const floats = ['Exp', 'LeakyRelu'];

/** What tfjs's cpu backend gives: mostly the dtype of the input, with numbers cut off to integers. */
const dtypeOf = (name: string, dtype: DataType): DataType => {
  if (bools.test(name)) return 'bool';
  if (name === FloorDiv) return 'int32';
  return floats.includes(name) ? 'float32' : dtype;
};

/** A bool is 0 or 1, whatever was added up. */
const storedAs = (dtype: DataType, value: number): number =>
  dtype === 'bool' ? Number(Number.isFinite(value) && Math.abs(value) >= 1) : value;

/** Those of float32 that tfjs's kernel has wrong too. */
const wrongInFloat: readonly string[] = [Sign, FloorDiv];

const isOurs = (name: string, ...tensors: readonly TensorInfo[]): boolean =>
  isNumeric(...tensors) && (wrongInFloat.includes(name) || tensors.some(({ dtype }) => dtype !== 'float32'));

const one = (name: string, formula: Unary): Replacement => ({
  name,
  compute: ({ x }, attributes, device) => {
    if (!isOurs(name, x!)) return undefined;
    const dtype = dtypeOf(name, x!.dtype);
    return written(device, x!.shape, dtype, (y) => {
      const from = numbersOf(device, x!);
      for (let i = 0; i < y.length; i++) y[i] = storedAs(dtype, formula(from[i]!, attributes));
    });
  },
});

/** Every number of a broadcast result, in its order. */
const broadcast = (
  a: TensorInfo,
  b: TensorInfo,
  shape: readonly number[],
  put: (y: number, a: number, b: number) => void,
): void => {
  const axes = joinAxes(a.shape, b.shape, shape).reverse();
  let at = 0;
  const along = (axis: number, atA: number, atB: number): void => {
    const over = axes[axis];
    if (over === undefined) put(at++, atA, atB);
    else for (let i = 0; i < over.length; i++) along(axis + 1, atA + i * over.a, atB + i * over.b);
  };
  along(0, 0, 0);
};

const two = (device: Device, a: TensorInfo, b: TensorInfo, dtype: DataType, formula: Binary): TensorInfo => {
  const shape = broadcast_util.assertAndGetBroadcastShape(a.shape, b.shape);
  return written(device, shape, dtype, (y: Numbers) => {
    if (y.length === 0) return;
    const [first, second] = [numbersOf(device, a), numbersOf(device, b)];
    broadcast(a, b, shape, (at, atA, atB) => {
      y[at] = storedAs(dtype, formula(first[atA]!, second[atB]!));
    });
  });
};

const prelu: Replacement = {
  name: Prelu,
  compute: ({ x, alpha }, _attributes, device) => {
    if (!isNumeric(x!, alpha!)) return undefined;
    if (isFloat(x, alpha) && isAlongLast(x!, alpha!)) return undefined;
    return two(device, x!, alpha!, 'float32', (value, slope) => (value < 0 ? slope * value : value));
  },
};

const pairwise = (name: string, formulaOf: (isOfIntegers: boolean) => Binary): Replacement => ({
  name,
  compute: ({ a, b }, _attributes, device) => {
    if (!isOurs(name, a!, b!)) return undefined;
    const isOfIntegers = a!.dtype !== 'float32' && b!.dtype !== 'float32';
    return two(device, a!, b!, dtypeOf(name, a!.dtype), formulaOf(isOfIntegers));
  },
});

export const integers: readonly Replacement[] = [
  ...Object.entries(unary).map(([name, formula]) => one(name, formula)),
  ...Object.entries(binary).map(([name, formula]) => pairwise(name, () => formula)),
  ...Object.entries(wrapping).map(([name, { ofIntegers, ofFloats }]) =>
    pairwise(name, (isOfIntegers) => (isOfIntegers ? ofIntegers : ofFloats)),
  ),
  prelu,
];
