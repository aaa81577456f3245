import { describe, expect, it } from 'vitest';
import { compiled } from '../../testing/compiled.ts';
import { hasRelaxedMadd } from '../simd.ts';
import type { V128 } from './expression.ts';
import { f32, i32 } from './scalars.ts';
import { f32x4, f64x2, i32x4, v128 } from './vectors.ts';

const { fround } = Math;

type Formula = (...lanes: number[]) => number;

const floats = [0, -0, 1, -1, 0.5, 1.5, 2.5, -2.5, 0.1, 1e-45, 3e38, -3e38, 16777217, 1e10]
  .concat([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
  .map(fround);
const integers = [0, 1, -1, 2, 5, -7, 31, 100, -100, 0x12345678, -0x12345678, 65536, 2 ** 31 - 1, -(2 ** 31)];

const nearest = (x: number): number => {
  const even = Math.abs(x % 1) === 0.5 ? 2 * Math.round(x / 2) : Math.round(x);
  return even === 0 ? x * 0 : even;
};

const ofFloats: Readonly<Record<string, Formula>> = {
  ceil: Math.ceil,
  floor: Math.floor,
  nearest: (a) => (Number.isFinite(a) ? nearest(a!) : a!),
  abs: Math.abs,
  neg: (a) => -a!,
  sqrt: Math.sqrt,
  add: (a, b) => a! + b!,
  sub: (a, b) => a! - b!,
  mul: (a, b) => a! * b!,
  div: (a, b) => a! / b!,
  min: Math.min,
  max: Math.max,
  // biome-ignore lint/complexity/useMathMinMax: NaN and zeros are treated otherwise
  pmin: (a, b) => (b! < a! ? b! : a!),
  // biome-ignore lint/complexity/useMathMinMax: NaN and zeros are treated otherwise
  pmax: (a, b) => (a! < b! ? b! : a!),
};

const truths: Readonly<Record<string, Formula>> = {
  eq: (a, b) => -Number(a === b),
  ne: (a, b) => -Number(a !== b),
  lt: (a, b) => -Number(a! < b!),
  gt: (a, b) => -Number(a! > b!),
  le: (a, b) => -Number(a! <= b!),
  ge: (a, b) => -Number(a! >= b!),
};

const ofIntegers: Readonly<Record<string, Formula>> = {
  eq: (a, b) => -Number(a === b),
  ltS: (a, b) => -Number(a! < b!),
  gtS: (a, b) => -Number(a! > b!),
  geS: (a, b) => -Number(a! >= b!),
  add: (a, b) => a! + b!,
  sub: (a, b) => a! - b!,
  mul: (a, b) => Math.imul(a!, b!),
};

const ofBits: Readonly<Record<string, Formula>> = {
  not: (a) => ~a!,
  and: (a, b) => a! & b!,
  andNot: (a, b) => a! & ~b!,
  or: (a, b) => a! | b!,
  xor: (a, b) => a! ^ b!,
  bitselect: (a, b, mask) => (a! & mask!) | (b! & ~mask!),
};

const shifts = {
  shl: (a: number, by: number) => a << by,
  shrS: (a: number, by: number) => a >> by,
  shrU: (a: number, by: number) => (a >>> by) | 0,
};

type Operation = (...operands: V128[]) => V128;
const operation = (of: object, name: string): Operation => (of as Record<string, Operation>)[name]!;

/** A compiled operation on three vectors of which it takes as many as it needs. */
const apply = (of: object, name: string, operands: number) =>
  compiled((f, from, to) =>
    f.store(to, operation(of, name)(...[0, 16, 32].slice(0, operands).map((at) => v128.load(from, at)))),
  );

/** Vectors that bring every value together with every other, at every lane. */
const triples = (values: readonly number[]): [number[], number[], number[]][] =>
  values.flatMap((_, i) =>
    values.map((_, j): [number[], number[], number[]] => {
      const from = (start: number): number[] => [0, 1, 2, 3].map((lane) => values[(start + lane) % values.length]!);
      return [from(i), from(j), from(i + 2 * j)];
    }),
  );

const lanesOf = (bytes: ArrayBuffer, Kind: Int32ArrayConstructor | Float32ArrayConstructor): number[] => [
  ...new Kind(bytes, 0, 4),
];

describe('operations on four floats', () => {
  it.each(Object.entries(ofFloats))('%s is that of JavaScript in each lane, rounded to float32', (name, formula) => {
    const run = apply(f32x4, name, formula.length);
    for (const [a, b] of triples(floats)) {
      const wanted = a.map((value, lane) => fround(formula(value, b[lane]!)));
      expect(lanesOf(run(Float32Array.of(...a, ...b)), Float32Array), `${name} of ${a} and ${b}`).toEqual(wanted);
    }
  });

  it.each(Object.entries(truths))('%s sets all bits of a lane where it holds', (name, formula) => {
    const run = apply(f32x4, name, 2);
    for (const [a, b] of triples(floats)) {
      const wanted = a.map((value, lane) => formula(value, b[lane]!) | 0);
      expect(lanesOf(run(Float32Array.of(...a, ...b)), Int32Array), `${name} of ${a} and ${b}`).toEqual(wanted);
    }
  });

  it('integers become the nearest floats, with a sign and without', () => {
    const [signed, unsigned] = [apply(f32x4, 'convertS', 1), apply(f32x4, 'convertU', 1)];
    for (const [a] of triples(integers)) {
      expect(lanesOf(signed(Int32Array.from(a)), Float32Array)).toEqual(a.map(fround));
      expect(lanesOf(unsigned(Int32Array.from(a)), Float32Array)).toEqual(a.map((value) => fround(value >>> 0)));
    }
  });

  it('a product and a sum are rounded once or twice, the same for all of a process, where they are one instruction', () => {
    const multiplyAdd: Parameters<typeof compiled>[0] = (f, from, to) =>
      f.store(to, f32x4.relaxedMadd(v128.load(from), v128.load(from, 16), v128.load(from, 32)));
    const [a, b, c] = [1 + 2 ** -12, 1 + 2 ** -12, -(1 + 2 ** -11)];
    const words = Float32Array.of(a, 2, a, 0, b, 3, b, Number.POSITIVE_INFINITY, c, 4, c, 1);
    if (hasRelaxedMadd()) {
      const [product, sum, again, undefinedOne] = lanesOf(compiled(multiplyAdd)(words), Float32Array);
      expect([0, 2 ** -24]).toContain(product);
      expect([sum, again, undefinedOne]).toEqual([10, product, Number.NaN]);
    } else {
      expect(() => compiled(multiplyAdd)).toThrow(WebAssembly.CompileError);
    }
  });

  it('one float fills all lanes, and each lane is had back', () => {
    const run = compiled((f, from, to) => {
      f.store(to, f32x4.splat(f32.load(from)));
      for (let lane = 0; lane < 4; lane++) f.store(to, f32x4.lane(v128.load(from), lane), 16 + 4 * lane);
    });
    const numbers = new Float32Array(run(Float32Array.of(1.5, 2, -3, 4)));
    expect([...numbers.slice(0, 8)]).toEqual([1.5, 1.5, 1.5, 1.5, 1.5, 2, -3, 4]);
  });
});

describe('operations on four integers', () => {
  it.each(Object.entries(ofIntegers))('%s is that of JavaScript in each lane', (name, formula) => {
    const run = apply(i32x4, name, 2);
    for (const [a, b] of triples(integers)) {
      const wanted = a.map((value, lane) => formula(value, b[lane]!) | 0);
      expect(lanesOf(run(Int32Array.of(...a, ...b)), Int32Array), `${name} of ${a} and ${b}`).toEqual(wanted);
    }
  });

  it.each(Object.entries(shifts))('%s shifts all lanes by one number, modulo 32', (name, formula) => {
    const run = compiled((f, from, to) =>
      f.store(to, i32x4[name as keyof typeof shifts](v128.load(from), i32.load(from, 16))),
    );
    for (const by of [0, 1, 7, 31, 32, 33]) {
      for (const [a] of triples(integers)) {
        expect(lanesOf(run(Int32Array.of(...a, by)), Int32Array)).toEqual(a.map((value) => formula(value, by)));
      }
    }
  });

  it('floats are truncated: out of range to the nearest bound, NaN to 0', () => {
    const run = apply(i32x4, 'truncSatF32x4', 1);
    for (const [a] of triples(floats)) {
      const wanted = a.map((value) => Math.min(Math.max(Math.trunc(value), -(2 ** 31)), 2 ** 31 - 1) | 0);
      expect(lanesOf(run(Float32Array.from(a)), Int32Array)).toEqual(wanted);
    }
    const unsigned = apply(i32x4, 'truncSatUF32x4', 1);
    const wanted = [-(2 ** 31), -1, 0, 0];
    expect(lanesOf(unsigned(Float32Array.of(2 ** 31, 1e20, -1, Number.NaN)), Int32Array)).toEqual(wanted);
  });

  it('one integer fills all lanes, four make a constant, and each lane is had back', () => {
    const run = compiled((f, from, to) => {
      f.store(to, i32x4.splat(i32.load(from)));
      f.store(to, i32x4.const(1, -2, 2 ** 31 - 1, -(2 ** 31)), 16);
      for (let lane = 0; lane < 4; lane++) f.store(to, i32x4.lane(v128.load(from), lane), 32 + 4 * lane);
    });
    const numbers = new Int32Array(run(Int32Array.of(7, -8, 9, 10)));
    expect([...numbers.slice(0, 12)]).toEqual([7, 7, 7, 7, 1, -2, 2 ** 31 - 1, -(2 ** 31), 7, -8, 9, 10]);
  });
});

describe('operations on bits', () => {
  it.each(Object.entries(ofBits))('%s is that of JavaScript', (name, formula) => {
    const run = apply(v128, name, formula.length);
    for (const [a, b, c] of triples(integers)) {
      const wanted = a.map((value, lane) => formula(value, b[lane]!, c[lane]!) | 0);
      expect(lanesOf(run(Int32Array.of(...a, ...b, ...c)), Int32Array), `${name} of ${a}, ${b}, ${c}`).toEqual(wanted);
    }
  });

  it('all lanes, one into all, one, or two are loaded, and what is not loaded is 0', () => {
    const run = compiled((f, from, to) => {
      f.store(to, v128.zero());
      for (const [i, load] of [v128.load, v128.load32Splat, v128.load32Zero, v128.load64Zero].entries()) {
        f.store(to, load(from, 4), 16 + 16 * i);
      }
    });
    const numbers = [...new Int32Array(run(Int32Array.of(9, 1, 2, 3, 4)))];
    expect(numbers.slice(0, 20)).toEqual([0, 0, 0, 0, 1, 2, 3, 4, 1, 1, 1, 1, 1, 0, 0, 0, 1, 2, 0, 0]);
  });

  it('lanes are shuffled: 0 to 3 are those of the first vector, 4 to 7 those of the second', () => {
    const choices: [number, number, number, number][] = [
      [0, 1, 2, 3],
      [4, 5, 6, 7],
      [7, 0, 3, 4],
      [1, 1, 6, 6],
    ];
    for (const lanes of choices) {
      const run = compiled((f, from, to) => f.store(to, v128.shuffle(v128.load(from), v128.load(from, 16), ...lanes)));
      expect(lanesOf(run(Int32Array.of(0, 1, 2, 3, 4, 5, 6, 7)), Int32Array)).toEqual(lanes);
    }
  });

  it('any bit makes a vector true', () => {
    const run = compiled((f, from, to) => f.store(to, v128.anyTrue(v128.load(from))));
    for (const lanes of [
      [0, 0, 0, 0],
      [0, 0, 0, 1],
      [-(2 ** 31), 0, 0, 0],
      [1, 2, 3, 4],
    ]) {
      expect(lanesOf(run(Int32Array.from(lanes)), Int32Array)[0]).toBe(Number(lanes.some((lane) => lane !== 0)));
    }
  });

  it('truth values of four bytes and of four lanes are the same', () => {
    const run = compiled((f, from, to) => {
      f.store(to, v128.narrowTruths(v128.load(from)));
      f.store(to, v128.widenTruths(v128.load32Zero(from, 16)), 16);
    });
    for (let bits = 0; bits < 16; bits++) {
      const lanes = [0, 1, 2, 3].map((lane) => -((bits >> lane) & 1) | 0);
      const bytes = lanes.reduce((word, truth, lane) => word | ((truth & [1, 128, 255, 2][lane]!) << (8 * lane)), 0);
      const words = new Int32Array(run(Int32Array.of(...lanes, bytes)));
      const [narrowed] = words;
      expect([...new Uint8Array(Int32Array.of(narrowed!).buffer)].map((byte) => -(byte & 1) | 0)).toEqual(lanes);
      expect([...words.slice(4, 8)]).toEqual(lanes);
    }
  });
});

it('bytes become integers from 0 to 255', () => {
  const run = compiled((f, from, to) => f.store(to, v128.widenBytes(v128.load32Zero(from))));
  const bytes = new Int32Array(Uint8Array.of(0, 127, 128, 255).buffer);
  expect(lanesOf(run(bytes), Int32Array)).toEqual([0, 127, 128, 255]);
});

it('quotients of integers are those of float64, cut off at its bounds', () => {
  const run = compiled((f, from, to) => {
    const [a, b] = [f64x2.convertLow(v128.load(from)), f64x2.convertLow(v128.load(from, 16))];
    f.store(to, f64x2.truncSat(f64x2.floor(f64x2.div(a, b))));
  });
  for (const [a, b, wanted] of [
    [
      [7, -7],
      [2, 2],
      [3, -4],
    ],
    [
      [1, 0],
      [0, 0],
      [2 ** 31 - 1, 0],
    ],
    [
      [-(2 ** 31), 2 ** 31 - 1],
      [-1, 3],
      [2 ** 31 - 1, 715_827_882],
    ],
  ] as const) {
    expect(lanesOf(run(Int32Array.of(...a, 9, 9, ...b, 9, 9)), Int32Array)).toEqual([...wanted, 0, 0]);
  }
});

it('no operation is left out of these tables', () => {
  const names = (...tables: object[]): string[] => tables.flatMap(Object.keys);
  expect(Object.keys(f32x4).sort()).toEqual(
    [...names(ofFloats, truths), 'splat', 'lane', 'convertS', 'convertU', 'relaxedMadd'].sort(),
  );
  expect(Object.keys(i32x4).sort()).toEqual(
    [...names(ofIntegers, shifts), 'splat', 'const', 'lane', 'truncSatF32x4', 'truncSatUF32x4'].sort(),
  );
  const moved = ['zero', 'load', 'load32Splat', 'load32Zero', 'load64Zero', 'shuffle'];
  expect(Object.keys(v128).sort()).toEqual(
    [...names(ofBits), ...moved, 'anyTrue', 'narrowTruths', 'widenBytes', 'widenTruths'].sort(),
  );
});
