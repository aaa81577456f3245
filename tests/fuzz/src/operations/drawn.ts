import { sizeOf } from '@kindling/core';
import { complex, type DataType, reshape, slice, type Tensor, type TensorLike, tensor } from '@tensorflow/tfjs-core';
import type { Draw } from '../draw.ts';

/** A tensor that is made anew on each backend. */
export interface Drawn {
  readonly dtype: DataType;
  readonly shape: readonly number[];
  /** Of complex numbers the real parts, then the imaginary ones. */
  readonly values: readonly (number | string)[];
  /** How it comes by its numbers: of its own, shared with another tensor, or cut out of a longer one. */
  readonly from: 'itself' | 'clone' | 'reshape' | 'slice';
}

const isDrawn = (value: unknown): value is Drawn =>
  typeof value === 'object' && value !== null && 'dtype' in value && 'from' in value;

/** Which numbers a tensor holds. */
export type Values = (draw: Draw) => number;

const eighths = (least: number, most: number): Values => {
  const steps = (most - least) * 8 + 1;
  return (draw) => least + draw.int(steps) / 8;
};

/** Of float32; the other dtypes have integers in about these bounds. */
export const some = eighths(-4, 4);
export const positive = eighths(0.125, 6);
export const unit = eighths(-0.875, 0.875);
export const share = eighths(0, 1);
export const aboveOne = eighths(1.125, 5);

/** Without equal ones. */
export const distinct: Values = (draw) => (draw.int(2 ** 22) - 2 ** 21) / 2 ** 19;

const specials = [Number.NaN, Infinity, -Infinity, -0, 0, 1e-40, 3e38, 2 ** 24 + 1, -1e9];

/** Ordinary numbers, and some of those that are not. */
export const special: Values = (draw) => (draw.chance(0.2) ? draw.pick(specials) : some(draw));

const words = ['', 'a', 'bc', 'größe', 'a b', 'x,y'];

/** Adding 0 takes the sign off -0. */
const integerOf = (value: number): number => (Math.abs(value) < 1000 ? Math.trunc(value * 3) + 0 : 7);

const oneOf = (draw: Draw, dtype: DataType, of: Values): number | string => {
  if (dtype === 'string') return draw.pick(words);
  const value = of(draw);
  if (dtype === 'int32') return integerOf(value);
  return dtype === 'bool' ? Number(value > 0.5) : Math.fround(value);
};

export const drawTensor = (
  draw: Draw,
  shape: readonly number[],
  dtype: DataType = 'float32',
  of: Values = some,
): Drawn => {
  const size = sizeOf(shape) * (dtype === 'complex64' ? 2 : 1);
  const own = Array.from({ length: size }, () => oneOf(draw, dtype, of));
  const from = dtype === 'complex64' ? 'itself' : draw.pick(['itself', 'itself', 'clone', 'reshape', 'slice'] as const);
  return { dtype, shape, values: own, from };
};

export const listed = (dtype: DataType, of: readonly (number | string)[], shape = [of.length]): Drawn => ({
  ...{ dtype, shape, values: of, from: 'itself' },
});

/** On the backend that runs. */
export const made = ({ dtype, shape, values, from }: Drawn): Tensor => {
  const like = values as TensorLike;
  if (dtype === 'complex64') {
    const half = values.length / 2;
    const part = (start: number): Tensor =>
      tensor(values.slice(start, start + half) as number[], [...shape], 'float32');
    return complex(part(0), part(half));
  }
  if (from === 'reshape') return reshape(tensor(like, [values.length], dtype), [...shape]);
  if (from === 'slice' && shape.length > 0 && values.length > 0) {
    const before = Array.from({ length: values.length / shape[0]! }, () => (dtype === 'string' ? 'z' : 1));
    const longer = tensor([...before, ...values] as TensorLike, [shape[0]! + 1, ...shape.slice(1)], dtype);
    return slice(longer, [1, ...shape.slice(1).map(() => 0)], [...shape]);
  }
  const own = tensor(like, [...shape], dtype);
  return from === 'clone' ? own.clone() : own;
};

/** Every tensor of a list of arguments, however deep. */
export const tensorsIn = (value: unknown): readonly Drawn[] => {
  if (isDrawn(value)) return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(tensorsIn);
};

/** The same arguments, with what `make` gives in place of each tensor. */
export const replaced = (value: unknown, make: (drawn: Drawn) => unknown): unknown => {
  if (isDrawn(value)) return make(value);
  if (Array.isArray(value)) return value.map((each) => replaced(each, make));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, replaced(each, make)]));
};

/** As it reads in a report: `int32 [2,0] clone`. */
export const told = (value: unknown): string =>
  JSON.stringify(
    replaced(value, ({ dtype, shape, from }) => `${dtype} [${shape}]${from === 'itself' ? '' : ` ${from}`}`),
  ) ?? String(value);
