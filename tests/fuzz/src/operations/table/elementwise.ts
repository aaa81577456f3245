import {
  abs,
  squaredDifference as cpuSquaredDifference,
  type DataType,
  mul,
  square,
  type Tensor,
} from '@tensorflow/tfjs-core';
import type { Draw } from '../../draw.ts';
import {
  aboveOne,
  type Drawn,
  drawTensor,
  finite,
  positive,
  share,
  some,
  special,
  unit,
  type Values,
} from '../drawn.ts';
import {
  all,
  anyTensor,
  type Drawing,
  float,
  numeric,
  type Operation,
  optional,
  withComplex,
  withStrings,
} from '../operation.ts';
import { drawTogether } from '../shapes.ts';
import { ofIntegers, product, sizes, squaredDifference } from './wrapped.ts';

type Rest = (draw: Draw) => readonly unknown[];
const none: Rest = () => [];

const unary = (name: string, drawing: Drawing = {}, more: Partial<Operation> & { rest?: Rest } = {}): Operation => {
  const { rest = none, ...others } = more;
  return { name, args: (draw) => [anyTensor(draw, drawing), ...rest(draw)], ...others };
};

const flat = { gradient: false } as const;
const any: Drawing = { of: special };

/** y[i] = f(x[i]). */
const unaries: readonly Operation[] = [
  unary('abs', { of: special, dtypes: withComplex }, { reference: ofIntegers(sizes, abs) }),
  unary('acos', { of: unit }),
  unary('acosh', { of: aboveOne }),
  unary('asin', { of: unit }),
  unary('asinh'),
  unary('atan', any),
  unary('atanh', { of: unit }),
  unary('cast', { dtypes: all }, { rest: (draw) => [draw.pick([...withComplex, 'string'])] }),
  unary('ceil', any),
  unary('clipByValue', any, { rest: (draw) => [draw.int(9) / 2 - 2, 2 + draw.int(5) / 2] }),
  unary('clone', { dtypes: all }),
  unary('cos'),
  unary('cosh'),
  unary('elu', any),
  unary('erf'),
  unary('exp', any),
  unary('expm1', any),
  unary('floor', any),
  unary('isFinite', any, flat),
  unary('isInf', any, flat),
  unary('isNaN', any, flat),
  unary('leakyRelu', any, { rest: (draw) => optional(draw, draw.int(9) / 8) }),
  unary('log', { of: positive }),
  unary('log1p', { of: positive }),
  unary('logSigmoid'),
  unary('logicalNot', { dtypes: numeric }, flat),
  unary('neg', { of: special, dtypes: withComplex }),
  unary('onesLike', { dtypes: withComplex }, flat),
  unary('reciprocal'),
  unary('relu', any, { finiteGradient: true }), // of 0 in TensorFlow and JAX, of NaN on cpu
  unary('relu6', any),
  unary('round', any),
  unary('rsqrt', { of: positive }),
  unary('selu', any),
  unary('sigmoid', any),
  unary('sign', any),
  unary('sin'),
  unary('sinh'),
  unary('softplus', any),
  unary('sqrt', { of: positive }),
  unary(
    'square',
    { of: special, dtypes: withComplex },
    { reference: ofIntegers((x: Tensor) => product(x, x), square) },
  ),
  unary('step', any, { rest: (draw) => optional(draw, draw.int(9) / 8) }),
  unary('tan', { of: unit }),
  unary('tanh', any),
  unary('zerosLike', { dtypes: withComplex }, flat),
  unary('dropout', { dtypes: float }, { rest: () => [0.5, undefined, 7] }),
];

const binary = (
  name: string,
  { dtypes = numeric, of = some }: Drawing = {},
  second: Values = of,
  more: Partial<Operation> = {},
): Operation => ({
  name,
  args: (draw) => {
    const [a, b] = drawTogether(draw, 2) as [number[], number[]];
    const first = draw.pick(dtypes);
    const other = draw.chance(0.7) ? first : draw.pick(dtypes);
    // On cpu large integers stay what they are beside float32.
    const drawn = (shape: number[], dtype: DataType, values: Values): Drawn =>
      drawTensor(
        draw,
        shape,
        dtype,
        first !== other && dtype === 'int32' && (values === some || values === special) ? finite : values,
      );
    return [drawn(a, first, of), drawn(b, other, second)];
  },
  ...more,
});

/** Of the same dtype. */
const alike = (name: string, dtypes: Drawing['dtypes'] & object): Operation => ({
  name,
  args: (draw) => {
    const dtype = draw.pick(dtypes);
    return drawTogether(draw, 2).map((shape) => drawTensor(draw, shape, dtype));
  },
  gradient: false,
});

/** y[i] = f(a[i], b[i]), broadcast. */
const binaries: readonly Operation[] = [
  binary('add', { of: special, dtypes: withComplex }),
  binary('atan2'),
  binary('bitwiseAnd', { dtypes: ['int32'] }, some, flat),
  binary('div', { dtypes: withComplex }, positive),
  binary('divNoNan'),
  binary('floorDiv', {}, positive, flat),
  binary('maximum'),
  binary('minimum'),
  binary('mod', {}, aboveOne),
  binary('mul', { dtypes: withComplex }, undefined, { reference: ofIntegers(product, mul) }),
  binary('pow', { of: positive }, finite, { tolerance: 1e-3 }), // 1 to the power of NaN is 1, but for JavaScript
  binary('prelu', { dtypes: float }),
  binary('squaredDifference', { dtypes: numeric }, undefined, {
    reference: ofIntegers(squaredDifference, cpuSquaredDifference),
  }),
  binary('sub', { of: special, dtypes: withComplex }),
  ...['equal', 'notEqual'].map((name) => binary(name, { dtypes: withStrings }, some, flat)),
  ...['greater', 'greaterEqual', 'less', 'lessEqual'].map((name) => binary(name, { of: special }, special, flat)),
  ...['logicalAnd', 'logicalOr', 'logicalXor'].map((name) => alike(name, ['bool'])),
  {
    name: 'addN',
    args: (draw) => {
      const shape = anyTensor(draw).shape;
      const dtype = draw.pick(withComplex);
      return [Array.from({ length: 1 + draw.int(4) }, () => drawTensor(draw, shape, dtype))];
    },
  },
  {
    name: 'where',
    args: (draw) => {
      const shapes = drawTogether(draw, 3) as [number[], number[], number[]];
      const dtype = draw.pick(numeric);
      return shapes.map((shape, at) => drawTensor(draw, shape, at === 0 ? 'bool' : dtype));
    },
  },
  {
    name: 'movingAverage',
    args: (draw) => {
      const { shape } = anyTensor(draw);
      return [drawTensor(draw, shape), drawTensor(draw, shape), share(draw), ...optional(draw, 3, draw.chance(0.5))];
    },
  },
];

export const elementwise: readonly Operation[] = [...unaries, ...binaries];
