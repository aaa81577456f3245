// internal: loops over neighbouring numbers, many at a time
import type { I32, V128 } from '../../assembler/expression.ts';
import type { Body, Local } from '../../assembler/func.ts';
import { i32 } from '../../assembler/scalars.ts';
import { i32x4, v128 } from '../../assembler/vectors.ts';

/** Neighbouring numbers that are worked on at once, in several registers. */
export interface Strip {
  readonly registers: number;
  load(address: I32, register: number): V128;
  store(address: I32, value: V128, register: number): void;
}

/** How many bytes a number has: one of a bool, four of all others. */
export type NumberBytes = 1 | 4;

interface Width {
  readonly bytes: number;
  readonly on: (f: Body) => Strip;
}

const vectors = (registers: number): Width => ({
  bytes: 16 * registers,
  on: (f) => ({
    registers,
    load: (address, register) => v128.load(address, 16 * register),
    store: (address, value, register) => f.store(address, value, 16 * register),
  }),
});

/** One number, in the first lane of a vector. */
const single: Readonly<Record<NumberBytes, Width>> = {
  4: {
    bytes: 4,
    on: (f) => ({
      registers: 1,
      load: (address) => v128.load32Zero(address),
      store: (address, value) => f.storeLanes(address, value, 0, 1),
    }),
  },
  1: {
    bytes: 1,
    on: (f) => ({
      registers: 1,
      load: (address) => i32x4.splat(i32.load8U(address)),
      store: (address, value) => f.store8(address, i32x4.lane(value, 0)),
    }),
  },
};

/**
 * Goes over `bytes` bytes of numbers, of 32 bits each if nothing else is said: in strips of four vectors, then of one,
 * then number by number. `write` is called once for each of the three, with the bytes that lie before the strip.
 *
 *     ┌────┬────┬────┬────┐┌────┬────┬────┬────┐┌────┐┌────┐┌┐┌┐
 *     └────┴────┴────┴────┘└────┴────┴────┴────┘└────┘└────┘└┘└┘
 */
export const inStrips = (
  f: Body,
  bytes: I32,
  write: (strip: Strip, before: Local<'i32'>) => void,
  numberBytes: NumberBytes = 4,
): void => {
  const before = f.let(0);
  for (const width of [vectors(4), vectors(1), single[numberBytes]]) {
    const fits = () => i32.leS(i32.add(before, width.bytes), bytes);
    f.while(fits, () => {
      write(width.on(f), before);
      f.add(before, width.bytes);
    });
  }
};

/** `make` for each register of a strip. */
export const perRegister = (strip: Strip, make: (register: number) => void): void => {
  for (let register = 0; register < strip.registers; register++) make(register);
};
