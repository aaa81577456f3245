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
  readonly from: 'itself' | 'clone' | 'reshape' | 'slice' | 'alias';
  /** Of an alias: the argument on whose numbers it is. */
  readonly alias?: Drawn;
  /** Which numbers it may have; nothing where they have a meaning of their own, as indices do. */
  readonly of?: Values;
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

/** As `some`, and never NaN or infinite. */
export const finite = eighths(-4, 4);

/** Without equal ones. */
export const distinct: Values = (draw) => (draw.int(2 ** 22) - 2 ** 21) / 2 ** 19;

const odd = [Number.NaN, Infinity, -Infinity, -0, 0, 1e-40];
const specials = [...odd, 3e38, 2 ** 24 + 1, -1e9];

/** Ordinary numbers, and some of those that are not. */
export const special: Values = (draw) => (draw.chance(0.2) ? draw.pick(specials) : some(draw));

/** Without those whose sum depends on its order. */
const strange: Values = (draw) => (draw.chance(0.12) ? draw.pick(odd) : some(draw));

/** About where float32 ends to count, and where products and sums leave int32. */
const largeIntegers = [3001, -4097, 46341, -65537, 2 ** 24 + 1, -(2 ** 24) - 3, 2 ** 30, 2 ** 31 - 1, -(2 ** 31)];

const words = ['', 'a', 'bc', 'größe', 'a b', 'x,y'];

/** Adding 0 takes the sign off -0. */
const integerOf = (value: number): number => (Math.abs(value) < 1000 ? Math.trunc(value * 3) + 0 : 7);

const oneOf = (draw: Draw, dtype: DataType, of: Values): number | string => {
  if (dtype === 'string') return draw.pick(words);
  if (dtype === 'int32' && (of === strange || of === special) && draw.chance(0.3)) return draw.pick(largeIntegers);
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
  const values = of === some && draw.chance(0.1) ? strange : of;
  const own = Array.from({ length: size }, () => oneOf(draw, dtype, values));
  const from = dtype === 'complex64' ? 'itself' : draw.pick(['itself', 'itself', 'clone', 'reshape', 'slice'] as const);
  return { dtype, shape, values: own, from, of };
};

/** The same arguments; in a few cases one tensor stands for two that go together, or two are on one's numbers. */
export const sharing = (draw: Draw, args: readonly unknown[]): readonly unknown[] => {
  if (draw.chance(0.85)) return args;
  const seen: Drawn[] = [];
  return replaced(args, (drawn) => {
    const { dtype, shape, of } = drawn;
    const goesAlong = (other: Drawn): boolean =>
      other.of === of && other.dtype === dtype && other.values.length === drawn.values.length;
    const other = of === undefined || dtype === 'complex64' ? undefined : seen.find(goesAlong);
    if (other === undefined) seen.push(drawn);
    if (other === undefined || String(other.shape) === String(shape)) return other ?? drawn;
    return { ...other, shape, from: 'alias', alias: other } satisfies Drawn;
  }) as readonly unknown[];
};

export const listed = (dtype: DataType, of: readonly (number | string)[], shape = [of.length]): Drawn => ({
  ...{ dtype, shape, values: of, from: 'itself' },
});

const arrays = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };

const typedOf = (dtype: DataType, values: readonly (number | string)[]): TensorLike =>
  dtype in arrays ? arrays[dtype as keyof typeof arrays].from(values as number[]) : (values as TensorLike);

/** On the backend that runs. */
export const made = ({ dtype, shape, values, from }: Drawn): Tensor => {
  const like = typedOf(dtype, values);
  if (dtype === 'complex64') {
    const half = values.length / 2;
    const part = (start: number): Tensor =>
      tensor(values.slice(start, start + half) as number[], [...shape], 'float32');
    return complex(part(0), part(half));
  }
  if (from === 'reshape') return reshape(tensor(like, [values.length], dtype), [...shape]);
  if (from === 'slice' && shape.length > 0 && values.length > 0) {
    const before = Array.from({ length: values.length / shape[0]! }, () => (dtype === 'string' ? 'z' : 1));
    const longer = tensor(typedOf(dtype, [...before, ...values]), [shape[0]! + 1, ...shape.slice(1)], dtype);
    return slice(longer, [1, ...shape.slice(1).map(() => 0)], [...shape]);
  }
  const own = tensor(like, [...shape], dtype);
  return from === 'clone' ? own.clone() : own;
};

export const isOfNumbers = ({ values }: Drawn): boolean =>
  values.every((value) => typeof value === 'string' || Number.isFinite(value));

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
