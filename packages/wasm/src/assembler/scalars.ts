// internal: operations on numbers (https://webassembly.github.io/spec/core/appendix/index-instructions.html)
import { at, type Expression, expression, type F32, f32Of, type I32, i32Of, loaded, select } from './expression.ts';

const binary =
  (operation: number) =>
  (a: I32, b: I32): Expression<'i32'> =>
    expression('i32', [i32Of(a), i32Of(b)], operation);

const lessSigned = binary(0x48);

/** 32-bit integers; also addresses and truth values. */
export const i32 = {
  const: (value: number): Expression<'i32'> => i32Of(value),
  add: binary(0x6a),
  sub: binary(0x6b),
  mul: binary(0x6c),
  divS: binary(0x6d),
  divU: binary(0x6e),
  remS: binary(0x6f),
  remU: binary(0x70),
  and: binary(0x71),
  or: binary(0x72),
  xor: binary(0x73),
  shl: binary(0x74),
  shrS: binary(0x75),
  shrU: binary(0x76),
  rotl: binary(0x77),
  eq: binary(0x46),
  ne: binary(0x47),
  ltS: lessSigned,
  ltU: binary(0x49),
  gtS: binary(0x4a),
  gtU: binary(0x4b),
  leS: binary(0x4c),
  leU: binary(0x4d),
  geS: binary(0x4e),
  geU: binary(0x4f),
  eqz: (a: I32): Expression<'i32'> => expression('i32', [i32Of(a)], 0x45),
  /** The lesser; both are worked out twice, so they should be locals or constants. */
  min: (a: I32, b: I32): Expression<'i32'> => select(lessSigned(a, b), i32Of(a), i32Of(b)),
  max: (a: I32, b: I32): Expression<'i32'> => select(lessSigned(a, b), i32Of(b), i32Of(a)),
  load: (address: I32, offset = 0): Expression<'i32'> => loaded(i32Of(address), 0x28, ...at(offset)),
  load8U: (address: I32, offset = 0): Expression<'i32'> => loaded(i32Of(address), 0x2d, ...at(offset)),
  /** The integer nearest to zero's side; out of range gives the nearest bound, NaN gives 0. */
  truncSatF32: (a: F32): Expression<'i32'> => expression('i32', [f32Of(a)], 0xfc, 0),
  reinterpret: (a: F32): Expression<'i32'> => expression('i32', [f32Of(a)], 0xbc),
} as const;

const arithmetic =
  (operation: number) =>
  (a: F32, b: F32): Expression<'f32'> =>
    expression('f32', [f32Of(a), f32Of(b)], operation);

const comparison =
  (operation: number) =>
  (a: F32, b: F32): Expression<'i32'> =>
    expression('i32', [f32Of(a), f32Of(b)], operation);

const unary =
  (operation: number) =>
  (a: F32): Expression<'f32'> =>
    expression('f32', [f32Of(a)], operation);

/** 32-bit floats. */
export const f32 = {
  const: (value: number): Expression<'f32'> => f32Of(value),
  add: arithmetic(0x92),
  sub: arithmetic(0x93),
  mul: arithmetic(0x94),
  div: arithmetic(0x95),
  min: arithmetic(0x96),
  max: arithmetic(0x97),
  abs: unary(0x8b),
  neg: unary(0x8c),
  floor: unary(0x8e),
  nearest: unary(0x90),
  sqrt: unary(0x91),
  eq: comparison(0x5b),
  ne: comparison(0x5c),
  lt: comparison(0x5d),
  gt: comparison(0x5e),
  le: comparison(0x5f),
  ge: comparison(0x60),
  load: (address: I32, offset = 0): Expression<'f32'> => expression('f32', [i32Of(address)], 0x2a, ...at(offset)),
  convertS: (a: I32): Expression<'f32'> => expression('f32', [i32Of(a)], 0xb2),
  /** The float with these bits: how a float comes to a kernel, whose arguments are integers. */
  reinterpret: (a: I32): Expression<'f32'> => expression('f32', [i32Of(a)], 0xbe),
} as const;
