import { describe, expect, it } from 'vitest';
import { compiled, firstFloat, firstInt } from '../../testing/compiled.ts';
import type { Expression } from './expression.ts';
import { f32, i32 } from './scalars.ts';

const { fround } = Math;

const integers = [0, 1, -1, 2, 5, -7, 31, 32, 33, 100, -100, 12345, 0x12345678, 2 ** 31 - 1, -(2 ** 31)];

const floats = [0, -0, 1, -1, 0.5, 1.5, 2.5, -2.5, 0.1, 1e-45, 1e-38, 3e38, -3e38, 16777217, 1e10].concat(
  [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map(fround),
);

const integerPairs: Readonly<Record<string, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: Math.imul,
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
  shl: (a, b) => a << b,
  shrS: (a, b) => a >> b,
  shrU: (a, b) => a >>> b,
  rotl: (a, b) => (a << b) | (b % 32 === 0 ? 0 : a >>> -b),
  eq: (a, b) => Number(a === b),
  ne: (a, b) => Number(a !== b),
  ltS: (a, b) => Number(a < b),
  ltU: (a, b) => Number(a >>> 0 < b >>> 0),
  gtS: (a, b) => Number(a > b),
  gtU: (a, b) => Number(a >>> 0 > b >>> 0),
  leS: (a, b) => Number(a <= b),
  leU: (a, b) => Number(a >>> 0 <= b >>> 0),
  geS: (a, b) => Number(a >= b),
  geU: (a, b) => Number(a >>> 0 >= b >>> 0),
  min: Math.min,
  max: Math.max,
};

const divisions: Readonly<Record<string, (a: number, b: number) => number>> = {
  divS: (a, b) => a / b,
  divU: (a, b) => (a >>> 0) / (b >>> 0),
  remS: (a, b) => a % b,
  remU: (a, b) => (a >>> 0) % (b >>> 0),
};

const floatPairs: Readonly<Record<string, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  min: Math.min,
  max: Math.max,
};

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  lt: (a, b) => a < b,
  gt: (a, b) => a > b,
  le: (a, b) => a <= b,
  ge: (a, b) => a >= b,
};

/** To the nearest, of two that are as near to the even one. */
const toEven = (x: number): number => {
  if (!Number.isFinite(x) || Math.abs(x) >= 2 ** 23) return x;
  const rounded = Math.round(x);
  const even = x - Math.floor(x) === 0.5 ? 2 * Math.round(x / 2) : rounded;
  return even === 0 ? x * 0 : even;
};

const floatUnary: Readonly<Record<string, (a: number) => number>> = {
  abs: Math.abs,
  neg: (a) => -a,
  floor: Math.floor,
  nearest: toEven,
  sqrt: Math.sqrt,
};

type Operation = (...operands: Expression[]) => Expression;
const operation = (of: object, name: string): Operation => (of as Record<string, Operation>)[name]!;

const pairs = <T>(values: readonly T[]): [T, T][] => values.flatMap((a) => values.map((b): [T, T] => [a, b]));

/** A compiled operation on the two integers, or the two floats, that it is given. */
const onIntegers = (name: string) => {
  const run = compiled((f, from, to) =>
    f.store(to, operation(i32, name)(i32.load(from), i32.load(from, 4)) as Expression<'i32'>),
  );
  return (a: number, b: number): number => firstInt(run(Int32Array.of(a, b)));
};
const onFloats = (name: string) =>
  compiled((f, from, to) =>
    f.store(to, operation(f32, name)(f32.load(from), f32.load(from, 4)) as Expression<'i32'> | Expression<'f32'>),
  );
const onFloat = (name: string) =>
  compiled((f, from, to) => f.store(to, operation(f32, name)(f32.load(from)) as Expression<'f32'>));

describe('operations on integers', () => {
  it.each(Object.entries(integerPairs))('%s is that of JavaScript on 32 bits', (name, formula) => {
    const run = onIntegers(name);
    for (const [a, b] of pairs(integers)) expect(run(a, b), `${name}(${a}, ${b})`).toBe(formula(a, b) | 0);
  });

  it.each(Object.entries(divisions))('%s is that of JavaScript, without what is after the point', (name, formula) => {
    const run = onIntegers(name);
    for (const [a, b] of pairs(integers)) {
      const fails = b === 0 || (name === 'divS' && a === -(2 ** 31) && b === -1);
      if (fails) expect(() => run(a, b), `${name}(${a}, ${b})`).toThrow(WebAssembly.RuntimeError);
      else expect(run(a, b), `${name}(${a}, ${b})`).toBe(formula(a, b) | 0);
    }
  });

  it('eqz is true of 0 alone', () => {
    const run = compiled((f, from, to) => f.store(to, i32.eqz(i32.load(from))));
    for (const a of integers) expect(firstInt(run(Int32Array.of(a)))).toBe(Number(a === 0));
  });

  it('a byte is loaded without sign', () => {
    const run = compiled((f, from, to) => {
      f.store(to, i32.load8U(from));
      f.store(to, i32.load8U(from, 1), 4);
    });
    expect([...new Int32Array(run(Int32Array.of(0x80ff)), 0, 2)]).toEqual([0xff, 0x80]);
  });

  it('floats are truncated: out of range to the nearest bound, NaN to 0; or their bits are taken', () => {
    const run = compiled((f, from, to) => {
      f.store(to, i32.truncSatF32(f32.load(from)));
      f.store(to, i32.reinterpret(f32.load(from)), 4);
    });
    for (const a of floats) {
      const [truncated, bits] = new Int32Array(run(Float32Array.of(a)));
      const bounded = Math.min(Math.max(Math.trunc(fround(a)), -(2 ** 31)), 2 ** 31 - 1);
      expect(truncated, `${a}`).toBe(Number.isNaN(a) ? 0 : bounded | 0);
      expect(new Float32Array(Int32Array.of(bits!).buffer)[0]).toBe(fround(a));
    }
  });
});

describe('operations on floats', () => {
  it.each(Object.entries(floatPairs))('%s is that of JavaScript, rounded to float32', (name, formula) => {
    const run = onFloats(name);
    for (const [a, b] of pairs(floats.map(fround))) {
      expect(firstFloat(run(Float32Array.of(a, b))), `${name}(${a}, ${b})`).toBe(fround(formula(a, b)));
    }
  });

  it.each(Object.entries(comparisons))('%s is that of JavaScript', (name, formula) => {
    const run = onFloats(name);
    for (const [a, b] of pairs(floats.map(fround))) {
      expect(firstInt(run(Float32Array.of(a, b))), `${name}(${a}, ${b})`).toBe(Number(formula(a, b)));
    }
  });

  it.each(Object.entries(floatUnary))('%s is that of JavaScript', (name, formula) => {
    const run = onFloat(name);
    for (const a of floats.map(fround)) {
      expect(firstFloat(run(Float32Array.of(a))), `${name}(${a})`).toBe(fround(formula(a)));
    }
  });

  it('integers become the nearest floats, and bits become floats', () => {
    const run = compiled((f, from, to) => {
      f.store(to, f32.convertS(i32.load(from)));
      f.store(to, f32.reinterpret(i32.load(from)), 4);
    });
    for (const a of integers) {
      const [converted, reinterpreted] = new Float32Array(run(Int32Array.of(a)));
      expect(converted, `${a}`).toBe(fround(a));
      expect(reinterpreted, `${a}`).toBe(new Float32Array(Int32Array.of(a).buffer)[0]);
    }
  });

  it('no operation is left out of these tables', () => {
    const others = ['const', 'load', 'convertS', 'reinterpret'];
    expect(Object.keys(f32).sort()).toEqual(
      [floatPairs, comparisons, floatUnary].flatMap(Object.keys).concat(others).sort(),
    );
    const othersOfIntegers = ['const', 'eqz', 'load', 'load8U', 'truncSatF32', 'reinterpret'];
    expect(Object.keys(i32).sort()).toEqual(
      [integerPairs, divisions].flatMap(Object.keys).concat(othersOfIntegers).sort(),
    );
  });
});
