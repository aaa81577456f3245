// internal: typed expressions, each the bytes that leave its value on wasm's stack

import { float, signed, unsigned } from './bytes.ts';

export type Type = 'i32' | 'f32' | 'v128';

/** Something that has a value of type `T`. */
export interface Expression<T extends Type = Type> {
  readonly type: T;
  readonly code: readonly number[];
}

export type I32 = Expression<'i32'> | number;
export type F32 = Expression<'f32'> | number;
export type V128 = Expression<'v128'>;

/** What is written as a plain number is a constant. */
export const i32Of = (value: I32): Expression<'i32'> =>
  typeof value === 'number' ? { type: 'i32', code: [0x41, ...signed(value)] } : value;
export const f32Of = (value: F32): Expression<'f32'> =>
  typeof value === 'number' ? { type: 'f32', code: [0x43, ...float(value)] } : value;

export const expression = <T extends Type>(
  type: T,
  operands: readonly Expression[],
  ...operation: number[]
): Expression<T> => {
  const code: number[] = [];
  for (const operand of operands) for (const byte of operand.code) code.push(byte);
  for (const byte of operation) code.push(byte);
  return { type, code };
};

/** The immediates of a load or store: no alignment promised, and an offset that costs nothing. */
export const at = (offset: number): number[] => [0, ...unsigned(offset)];

/** `condition ? a : b`, both worked out. */
export const select = <T extends 'i32' | 'f32'>(condition: I32, a: Expression<T>, b: Expression<T>): Expression<T> =>
  expression(a.type, [a, b, i32Of(condition)], 0x1b);

/** As `select`, of vectors. */
export const selectVector = (condition: I32, a: V128, b: V128): V128 =>
  expression('v128', [a, b, i32Of(condition)], 0x1c, 1, 0x7b);
