// internal: typed expressions, each the bytes that leave its value on wasm's stack

import { float, signed, unsigned } from './bytes.ts';

export type Type = 'i32' | 'f32' | 'v128';

/** Something that has a value of type `T`. */
export interface Expression<T extends Type = Type> {
  readonly type: T;
  readonly code: readonly number[];
  /** Of an integer: what it was worked out from. What vectors and floats hold is no address. */
  readonly of: readonly Source[];
  /** How many operations of `f32x4` arithmetic it takes: for each number of the vectors as many. */
  readonly flops: number;
}

/** A variable, by its index; or a word that was read at an address of such a variable, by -1 - index. */
export type Source = number;

export const none: readonly Source[] = [];

const readAt = (source: Source): Source => (source < 0 ? source : -1 - source);

export type I32 = Expression<'i32'> | number;
export type F32 = Expression<'f32'> | number;
export type V128 = Expression<'v128'>;

/** What is written as a plain number is a constant. */
export const i32Of = (value: I32): Expression<'i32'> =>
  typeof value === 'number' ? { type: 'i32', code: [0x41, ...signed(value)], of: none, flops: 0 } : value;
export const f32Of = (value: F32): Expression<'f32'> =>
  typeof value === 'number' ? { type: 'f32', code: [0x43, ...float(value)], of: none, flops: 0 } : value;

export const expression = <T extends Type>(
  type: T,
  operands: readonly Expression[],
  ...operation: number[]
): Expression<T> => {
  const code: number[] = [];
  let flops = 0;
  for (const operand of operands) {
    for (const byte of operand.code) code.push(byte);
    flops += operand.flops;
  }
  for (const byte of operation) code.push(byte);
  return { type, code, of: type === 'i32' ? sourcesOf(operands) : none, flops };
};

const sourcesOf = (operands: readonly Expression[]): readonly Source[] => {
  let of = none;
  for (const operand of operands) if (operand.of.length > 0) of = of.length === 0 ? operand.of : [...of, ...operand.of];
  return of;
};

/** An integer that is read from memory. */
export const loaded = (address: Expression<'i32'>, ...operation: number[]): Expression<'i32'> => ({
  ...expression('i32', [address], ...operation),
  of: address.of.map(readAt),
});

/** The immediates of a load or store: no alignment promised, and an offset that costs nothing. */
export const at = (offset: number): number[] => [0, ...unsigned(offset)];

/** `condition ? a : b`, both worked out. */
export const select = <T extends 'i32' | 'f32'>(condition: I32, a: Expression<T>, b: Expression<T>): Expression<T> =>
  expression(a.type, [a, b, i32Of(condition)], 0x1b);

/** As `select`, of vectors. */
export const selectVector = (condition: I32, a: V128, b: V128): V128 =>
  expression('v128', [a, b, i32Of(condition)], 0x1c, 1, 0x7b);
