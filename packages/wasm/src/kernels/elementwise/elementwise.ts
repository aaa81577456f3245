// internal: one formula for each of many numbers
import type { I32, V128 } from '../../assembler/expression.ts';
import { type Body, integers, type Local } from '../../assembler/func.ts';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { i32 } from '../../assembler/scalars.ts';
import { i32x4, v128 } from '../../assembler/vectors.ts';

export type Vector = Local<'v128'>;
type Address = Local<'i32'>;

/**
 * y = formula(x₁, x₂, …), four numbers at once. The outer call writes what stands before the loop: constants. Its
 * parameters have their number in all lanes.
 */
export type Formula = (f: Body, ...parameters: readonly Vector[]) => (...x: readonly Vector[]) => V128;

/** How numbers that are read lie in memory. */
export interface Source {
  readonly bytes: number;
  load(address: I32, offset: number): V128;
  /** One number, in the first lane. */
  loadOne(address: I32): V128;
  /** One number, in all lanes. */
  loadAll(address: I32): V128;
}

/** How numbers lie in memory. */
export interface Format extends Source {
  store(f: Body, address: I32, value: V128, offset: number): void;
  storeOne(f: Body, address: I32, value: V128): void;
}

/** Of int32 too. */
export const float32: Format = {
  bytes: 4,
  load: v128.load,
  loadOne: v128.load32Zero,
  loadAll: v128.load32Splat,
  store: (f, address, value, offset) => f.store(address, value, offset),
  storeOne: (f, address, value) => f.storeLanes(address, value, 0, 1),
};

/** Bytes of 0 and 1; in lanes, no bits and all bits. */
export const bool: Format = {
  bytes: 1,
  load: (address, offset) => v128.widenTruths(v128.load32Zero(address, offset)),
  loadOne: (address) => v128.widenTruths(i32x4.splat(i32.load8U(address))),
  loadAll: (address) => i32x4.gtS(i32x4.splat(i32.load8U(address)), v128.zero()),
  store: (f, address, value, offset) => f.storeLanes(address, onesOf(value), 0, 1, offset),
  storeOne: (f, address, value) => f.store8(address, i32x4.lane(onesOf(value), 0)),
};

/** Bytes from 0 to 255; in lanes, integers. */
export const uint8: Source = {
  bytes: 1,
  load: (address, offset) => v128.widenBytes(v128.load32Zero(address, offset)),
  loadOne: (address) => i32x4.splat(i32.load8U(address)),
  loadAll: (address) => i32x4.splat(i32.load8U(address)),
};

const onesOf = (truths: V128): V128 => v128.and(v128.narrowTruths(truths), i32x4.splat(0x01010101));

export interface Operation {
  readonly inputs: readonly Source[];
  readonly output: Format;
  /** How many numbers the formula takes beside its operands. Default: none. */
  readonly parameters?: number | undefined;
  readonly formula: Formula;
}

/** Whether an operand has a number for each of a line, or one for all. */
export type Walk = 'each' | 'one';

/** Exports `run(x₁, …, y, ...parameters, begin, end, scratch)`: numbers [begin, end). */
export const emitElementwise = (m: ModuleBuilder, operation: Operation, walks: readonly Walk[]): void => {
  const { inputs, output, parameters = 0, formula } = operation;
  const operands = inputs.map((_, i) => `x${i}` as const);
  const numbers = Array.from({ length: parameters }, (_, i) => `number${i}` as const);
  m.func('run', integers(...operands, 'y', ...numbers, 'begin', 'end', 'scratch'), (f, args) => {
    const { y, begin, end } = args;
    const x = operands.map((name) => args[name]!);
    const apply = formula(f, ...numbers.map((name) => keep(f, i32x4.splat(args[name]!))));
    x.forEach((address, i) => {
      if (walks[i] === 'each') f.add(address, i32.mul(begin, inputs[i]!.bytes));
    });
    f.add(y, i32.mul(begin, output.bytes));
    emitLine(f, operation, walks, { x, y, apply, count: i32.sub(end, begin), joined: m.simd.wide });
  });
};

/**
 * Exports `run(a, b, y, count, inner, aOuter, aInner, bOuter, bInner, begin, end, scratch)`: rows [begin, end) of
 * `count` numbers each. Row r = i · inner + j begins at a + i · aOuter + j · aInner in a, likewise in b; those of y lie
 * in order.
 */
export const emitRows = (m: ModuleBuilder, operation: Operation, walks: readonly Walk[]): void => {
  const strides = ['aOuter', 'aInner', 'bOuter', 'bInner'] as const;
  const parameters = integers('a', 'b', 'y', 'count', 'inner', ...strides, 'begin', 'end', 'scratch');
  m.func('run', parameters, (f, { a, b, y, count, inner, aOuter, aInner, bOuter, bInner, begin, end }) => {
    const apply = operation.formula(f);
    const i = f.let(i32.divU(begin, inner));
    const j = f.let(i32.remU(begin, inner));
    f.add(y, i32.mul(begin, i32.mul(count, operation.output.bytes)));
    f.times(i32.sub(end, begin), () => {
      const row = (base: Address, outer: Address, within: Address): Address =>
        f.let(i32.add(base, i32.add(i32.mul(i, outer), i32.mul(j, within))));
      const x = [row(a, aOuter, aInner), row(b, bOuter, bInner)];
      emitLine(f, operation, walks, { x, y, apply, count, joined: m.simd.wide });
      f.add(j, 1);
      f.if(i32.eq(j, inner), () => {
        f.set(j, 0);
        f.add(i, 1);
      });
    });
  });
};

interface Line {
  readonly x: readonly Address[];
  readonly y: Address;
  readonly apply: (...x: readonly Vector[]) => V128;
  readonly count: I32;
  /** Whether V8 joins pairs of vectors. */
  readonly joined: boolean;
}

/**
 * Vectors in fours, then one by one, then number by number; the addresses go on to the line's end. V8 joins two vectors
 * to one of 256 bits only where all that both load is loaded before any of it is stored.
 */
const emitLine = (f: Body, { inputs, output }: Operation, walks: readonly Walk[], line: Line): void => {
  const { x, y, apply, count, joined } = line;
  const goes = (i: number): boolean => walks[i] === 'each';
  const ones = inputs.map((format, i) => (goes(i) ? undefined : keep(f, format.loadAll(x[i]!))));
  const left = f.let(count);
  const advance = (numbers: number): void => {
    x.forEach((address, i) => {
      if (goes(i)) f.add(address, numbers * inputs[i]!.bytes);
    });
    f.add(y, numbers * output.bytes);
    f.add(left, -numbers);
  };
  const load = (read: (format: Source, address: Address) => V128): readonly Vector[] =>
    ones.map((one, i) => one ?? keep(f, read(inputs[i]!, x[i]!)));
  /** The vectors of a line from one on. */
  const vectors = (first: number, count: number): void => {
    const places = Array.from({ length: count }, (_, i) => first + i);
    const loaded = places.map((k) => load((format, address) => format.load(address, 4 * k * format.bytes)));
    const made = loaded.map((values) => keep(f, apply(...values)));
    for (const [i, value] of made.entries()) output.store(f, y, value, 4 * places[i]! * output.bytes);
  };
  const together = joined ? 2 : 1;
  for (const turn of [4, 1]) {
    f.while(
      () => i32.geS(left, 4 * turn),
      () => {
        for (let first = 0; first < turn; first += together) vectors(first, Math.min(turn, together));
        advance(4 * turn);
      },
    );
  }
  f.while(
    () => i32.gtS(left, 0),
    () => {
      output.storeOne(f, y, apply(...load((format, address) => format.loadOne(address))));
      advance(1);
    },
  );
};

/** A vector that is used more than once. */
export const keep = (f: Body, value: V128): Vector => {
  const kept = f.local('v128');
  f.set(kept, value);
  return kept;
};
