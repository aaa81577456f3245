// internal: operations on words that threads share (https://webassembly.github.io/threads/core/)
import { unsigned } from './bytes.ts';
import { type Expression, expression, type I32, i32Of } from './expression.ts';

/** Addresses are multiples of 4; each operation is one for all threads, in one order. */
const operation =
  (code: number) =>
  (offset: number, ...operands: readonly I32[]): Expression<'i32'> =>
    expression('i32', operands.map(i32Of), 0xfe, code, 2, ...unsigned(offset));

const [load, add] = [operation(0x10), operation(0x1e)];

export const atomic = {
  load: (address: I32, offset = 0): Expression<'i32'> => load(offset, address),
  /** Gives what was there before. */
  add: (address: I32, by: I32, offset = 0): Expression<'i32'> => add(offset, address, by),
} as const;
