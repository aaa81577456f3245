// internal: operations on vectors of four (https://github.com/WebAssembly/simd/blob/main/proposals/simd/BinarySIMD.md)
import { unsigned } from './bytes.ts';
import { at, type Expression, expression, type F32, f32Of, type I32, i32Of, type V128 } from './expression.ts';

const simd = (operation: number): number[] => [0xfd, ...unsigned(operation)];

const unary =
  (operation: number) =>
  (a: V128): V128 =>
    expression('v128', [a], ...simd(operation));

const binary =
  (operation: number) =>
  (a: V128, b: V128): V128 =>
    expression('v128', [a, b], ...simd(operation));

const ternary =
  (operation: number) =>
  (a: V128, b: V128, c: V128): V128 =>
    expression('v128', [a, b, c], ...simd(operation));

/** Operations of arithmetic, `flops` each. */
const counted =
  <A extends readonly V128[]>(operation: (...a: A) => V128, flops = 1) =>
  (...a: A): V128 => {
    const made = operation(...a);
    return { ...made, flops: made.flops + flops };
  };

const load =
  (operation: number) =>
  (address: I32, offset = 0): V128 =>
    expression('v128', [i32Of(address)], ...simd(operation), ...at(offset));

const shift =
  (operation: number) =>
  (a: V128, by: I32): V128 =>
    expression('v128', [a, i32Of(by)], ...simd(operation));

const narrowToBytes = binary(101);
const narrowToShorts = binary(133);
const widenToShorts = unary(137);
const widenShorts = unary(169);

/** Bits, whatever they stand for. */
export const v128 = {
  zero: (): V128 => expression('v128', [], ...simd(12), ...new Array<number>(16).fill(0)),
  load: load(0),
  /** One number into all four lanes. */
  load32Splat: load(9),
  /** One number, or two, into the low lanes; the others are 0. */
  load32Zero: load(92),
  load64Zero: load(93),
  /** Lanes 0..3 of `a`, 4..7 of `b`. */
  shuffle: (a: V128, b: V128, ...lanes: readonly [number, number, number, number]): V128 =>
    expression('v128', [a, b], ...simd(13), ...lanes.flatMap((lane) => [0, 1, 2, 3].map((byte) => 4 * lane + byte))),
  not: unary(77),
  and: binary(78),
  /** a & ~b */
  andNot: binary(79),
  or: binary(80),
  xor: binary(81),
  /** Bits of `a` where `mask` is set, else those of `b`. */
  bitselect: ternary(82),
  anyTrue: (a: V128): Expression<'i32'> => expression('i32', [a], ...simd(83)),
  /**
   * Truth values: lanes of all bits or none into lanes of 8 bits, in the low four bytes; and back, any but 0 being
   * true.
   */
  narrowTruths: (a: V128): V128 => narrowToBytes(narrowToShorts(a, a), v128.zero()),
  widenTruths: (a: V128): V128 => i32x4.gtS(v128.widenBytes(a), v128.zero()),
  /** The low four bytes, from 0 to 255, as integers. */
  widenBytes: (a: V128): V128 => widenShorts(widenToShorts(a)),
} as const;

/** Four 32-bit floats. */
export const f32x4 = {
  splat: (a: F32): V128 => expression('v128', [f32Of(a)], ...simd(19)),
  lane: (a: V128, lane: number): Expression<'f32'> => expression('f32', [a], ...simd(31), lane),
  eq: binary(0x41),
  ne: binary(0x42),
  lt: binary(0x43),
  gt: binary(0x44),
  le: binary(0x45),
  ge: binary(0x46),
  ceil: unary(0x67),
  floor: unary(0x68),
  nearest: unary(0x6a),
  abs: unary(0xe0),
  neg: unary(0xe1),
  sqrt: counted(unary(0xe3)),
  add: counted(binary(0xe4)),
  sub: counted(binary(0xe5)),
  mul: counted(binary(0xe6)),
  div: counted(binary(0xe7)),
  /** NaN where either is. */
  min: binary(0xe8),
  max: binary(0xe9),
  /** `b < a ? b : a`, as C has it, in one instruction. */
  pmin: binary(0xea),
  pmax: binary(0xeb),
  convertS: unary(0xfa),
  convertU: unary(0xfb),
  /** a · b + c, rounded once where the machine can, else twice; always the same within a process. */
  relaxedMadd: counted(ternary(0x105), 2),
} as const;

/** Two 64-bit floats, of and to 32-bit integers. */
export const f64x2 = {
  /** Of lanes 0 and 1. */
  convertLow: unary(0xfe),
  div: binary(0xf3),
  floor: unary(0x75),
  /** Into lanes 0 and 1; out of range gives the nearest bound, NaN gives 0. */
  truncSat: unary(0xfc),
} as const;

/** Four 32-bit integers. */
export const i32x4 = {
  splat: (a: I32): V128 => expression('v128', [i32Of(a)], ...simd(17)),
  const: (...lanes: readonly [number, number, number, number]): V128 =>
    expression('v128', [], ...simd(12), ...new Uint8Array(Int32Array.from(lanes).buffer)),
  lane: (a: V128, lane: number): Expression<'i32'> => expression('i32', [a], ...simd(27), lane),
  eq: binary(0x37),
  ltS: binary(0x39),
  gtS: binary(0x3b),
  geS: binary(0x3f),
  shl: shift(0xab),
  shrS: shift(0xac),
  shrU: shift(0xad),
  add: binary(0xae),
  sub: binary(0xb1),
  mul: binary(0xb5),
  truncSatF32x4: unary(0xf8),
  /** As `truncSatF32x4`, to unsigned integers. */
  truncSatUF32x4: unary(0xf9),
} as const;
