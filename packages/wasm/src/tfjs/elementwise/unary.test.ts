import { draws } from '@tests/kit';
import { describe, expect, it } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { hasRelaxedMadd, narrow } from '../../simd.ts';
import { unaries } from './unary.ts';

const { fround } = Math;

const specials = [Number.NaN, Infinity, -Infinity, -0, 0, 1, -1, 1e-40, -1e-40, 3e38];

const [whole, cut] = [testDevice(), testDevice({ parts: 2 })];

const run = (name: string, x: ArrayLike<number>, attributes = {}, device = whole): number[] => {
  return [...device.numbers(device.run(unaries, name, { x: device.tensor(x, [x.length]) }, attributes))];
};

const within =
  (least: number, most: number) =>
  (x: number): number => {
    if (x < least) return least;
    if (x > most) return most;
    return x;
  };

/** How many float32 numbers apart two of them are, of one sign. */
const unitsApart = (a: number, b: number): number => {
  if (Object.is(a, b)) return 0;
  if (!Number.isFinite(a) || !Number.isFinite(b)) return Infinity;
  const [first, second] = new Int32Array(Float32Array.of(Math.abs(a), Math.abs(b)).buffer) as unknown as [
    number,
    number,
  ];
  return Math.sign(a) === Math.sign(b) || a === b ? Math.abs(first - second) : first + second;
};

/** Numbers of all sizes between two bounds. */
const spread = (seed: number, count: number, least: number, most: number): Float32Array => {
  const draw = draws(seed);
  return Float32Array.from({ length: count }, () => least + (most - least) * draw());
};

/** The nearest integer; of two as near, the even one. */
const toEven = (x: number): number => {
  const low = Math.floor(x);
  const isEven = x - low === 0.5 ? low % 2 === 0 : x - low < 0.5;
  const rounded = isEven ? low : low + 1;
  return rounded === 0 && (x < 0 || Object.is(x, -0)) ? -0 : rounded;
};

it('numbers between two integers are rounded to the even one', () => {
  expect(run('Round', [0.5, 1.5, 2.5, -0.5, -1.5, 3.2])).toEqual([0, 2, 2, -0, -2, 3]);
});

describe('functions of one tensor that IEEE 754 settles', () => {
  const exact: Readonly<Record<string, [(x: number) => number, object?]>> = {
    Abs: [Math.abs],
    Neg: [(x) => -x],
    Ceil: [Math.ceil],
    Floor: [Math.floor],
    Round: [toEven],
    Square: [(x) => x * x],
    Sqrt: [Math.sqrt],
    Reciprocal: [(x) => 1 / x],
    Rsqrt: [(x) => 1 / fround(Math.sqrt(x))],
    Sign: [(x) => Math.sign(x) || 0],
    Relu: [within(0, Infinity)],
    Relu6: [within(0, 6)],
    LeakyRelu: [(x) => (x < 0 ? x * fround(0.3) : x), { alpha: 0.3 }],
    Step: [(x) => (Number.isNaN(x) ? x : x > 0 ? 1 : -0.5), { alpha: -0.5 }],
    ClipByValue: [within(-2, 0.1), { clipValueMin: -2, clipValueMax: 0.1 }],
  };

  it.each(Object.entries(exact))('%s has its bits, at every length to 70 and beyond', (name, [formula, attributes]) => {
    for (const length of [...Array(71).keys(), 4099]) {
      const x = spread(length + 1, length, -8, 8);
      specials.forEach((special, i) => {
        if (i < length) x[(7 * i) % length] = special;
      });
      const wanted = Array.from(x, (value) => fround(formula(value)));
      for (const device of [whole, cut]) expect(run(name, x, attributes, device), `${length} numbers`).toEqual(wanted);
    }
  });
});

describe('whether a number is finite', () => {
  const table: Readonly<Record<string, (x: number) => boolean>> = {
    IsNan: Number.isNaN,
    IsInf: (x) => !Number.isNaN(x) && !Number.isFinite(x),
    IsFinite: Number.isFinite,
  };

  it.each(Object.entries(table))('%s is told of float32, int32 and bool, at every length to 70', (name, holds) => {
    for (const device of [whole, cut]) {
      for (let length = 0; length <= 70; length++) {
        const x = Array.from({ length }, (_, i) => fround(specials[(7 * i) % specials.length]!));
        for (const [dtype, numbers] of [
          ['float32', x],
          ['int32', [...Int32Array.from(x)]],
          ['bool', x.map((value) => Number(value > 0))],
        ] as const) {
          const y = device.run(unaries, name, { x: device.tensor(numbers, [length], dtype) });
          expect(y.dtype).toBe('bool');
          expect([...device.numbers(y)], dtype).toEqual(numbers.map((value) => Number(holds(value))));
        }
      }
    }
  });
});

describe('functions of one int32 tensor', () => {
  const table: Readonly<Record<string, [(x: number) => number, object?]>> = {
    Abs: [Math.abs],
    Neg: [(x) => -x],
    Square: [(x) => Math.imul(x, x)],
    Sign: [Math.sign],
    Relu: [within(0, Infinity)],
    Relu6: [within(0, 6)],
    Floor: [(x) => x],
    Step: [(x) => (x > 0 ? 1 : -2.5), { alpha: -2.5 }],
    ClipByValue: [within(-2.5, 3.9), { clipValueMin: -2.5, clipValueMax: 3.9 }],
  };
  const numbers = [0, 1, -1, 2, -2, 3, -3, 4, 2 ** 31 - 1, -(2 ** 31), 2 ** 24 + 1];
  const of = (name: string, x: readonly number[], attributes = {}, dtype: 'int32' | 'bool' = 'int32') => {
    const y = whole.run(unaries, name, { x: whole.tensor(x, [x.length], dtype) }, attributes);
    return { dtype: y.dtype, numbers: [...whole.numbers(y)] };
  };

  it.each(Object.entries(table))('%s is that of a loop, cut off to integers', (name, [formula, attributes]) => {
    expect(of(name, numbers, attributes)).toEqual({
      dtype: 'int32',
      numbers: [...Int32Array.from(numbers, formula)],
    });
  });

  it('a clip may have bounds in any order or none', () => {
    const clip = (clipValueMin: number, clipValueMax: number) =>
      of('ClipByValue', numbers, { clipValueMin, clipValueMax }).numbers;
    expect(clip(-Infinity, 2)).toEqual(numbers.map(within(-Infinity, 2)));
    expect(clip(-1, Infinity)).toEqual(numbers.map(within(-1, Infinity)));
    expect(clip(5, 2.5)).toEqual(numbers.map(() => 2));
  });

  it('exp is float32, and of bools there is a negation', () => {
    expect(of('Exp', [0, 1]).numbers).toEqual([1, Math.fround(Math.E)]);
    expect(of('LogicalNot', [0, 1, 1, 0, 1], {}, 'bool')).toEqual({ dtype: 'bool', numbers: [1, 0, 0, 1, 0] });
  });
});

describe('exp, log, tanh and what is made of them', () => {
  interface Bound {
    readonly formula: (x: number) => number;
    readonly least: number;
    readonly most: number;
    readonly units: number;
  }
  const [scale, negative] = [1.0507009873554805, 1.7580993408473768];
  const bounds: Readonly<Record<string, Bound>> = {
    Exp: { formula: Math.exp, least: -104, most: 89, units: 1 },
    Log: { formula: Math.log, least: 0, most: 1e6, units: 1 },
    Tanh: { formula: Math.tanh, least: -10, most: 10, units: 2 },
    Log1p: { formula: Math.log1p, least: -1, most: 1e6, units: 2 },
    Sigmoid: { formula: (x) => 1 / (1 + Math.exp(-x)), least: -87.3, most: 40, units: 3 },
    Softplus: { formula: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), least: -104, most: 40, units: 2 },
    Elu: { formula: (x) => (x < 0 ? Math.expm1(x) : x), least: -100, most: 40, units: 1 },
    Selu: { formula: (x) => (x < 0 ? negative * Math.expm1(x) : scale * x), least: -100, most: 40, units: 2 },
  };
  const fused = testDevice({ simd: { ...narrow, relaxed: hasRelaxedMadd() }, parts: 2 });

  it.each(Object.entries(bounds))(
    '%s is within its units in the last place',
    (name, { formula, least, most, units }) => {
      for (const scale of [1, 0.03, 1e-5, 1e-30, 1e-39]) {
        const x = spread(3, 30_001, least * scale, most * scale);
        for (const device of [whole, fused]) {
          const y = run(name, x, {}, device);
          const worst = y.reduce((most, value, i) => Math.max(most, unitsApart(value, fround(formula(x[i]!)))), 0);
          expect(worst, `numbers to ${most * scale}`).toBeLessThanOrEqual(units);
        }
      }
    },
  );

  it('have the values of special numbers', () => {
    const x = [Number.NaN, Infinity, -Infinity, 0, -0, 1, -1];
    expect(run('Exp', [...x, 88.8, -104, -1e30, 1e30])).toEqual(
      [Number.NaN, Infinity, 0, 1, 1, Math.E, 1 / Math.E, Infinity, 0, 0, Infinity].map(fround),
    );
    expect(run('Log', [...x, -1e-40, Math.E])).toEqual(
      [Number.NaN, Infinity, Number.NaN, -Infinity, -Infinity, 0, Number.NaN, Number.NaN, 1].map(fround),
    );
    expect(run('Tanh', x.slice(0, 5))).toEqual([Number.NaN, 1, -1, 0, -0]);
    expect(run('Log1p', [...x, -2, 1e-40])).toEqual(
      [Number.NaN, Infinity, Number.NaN, 0, -0, Math.LN2, -Infinity, Number.NaN, 1e-40].map(fround),
    );
    for (const device of [whole, fused]) {
      const of = (name: string, ...more: number[]) => run(name, [...x.slice(0, 5), ...more], {}, device);
      expect(of('Sigmoid', 1e30, -1e30, -87.4)).toEqual([Number.NaN, 1, 0, 0.5, 0.5, 1, 0, 0]);
      expect(of('Softplus', 1e30, -1e30)).toEqual(
        [Number.NaN, Infinity, 0, fround(Math.LN2), fround(Math.LN2), 1e30, 0].map(fround),
      );
      expect(of('Elu', 1e30, -1e30)).toEqual([Number.NaN, Infinity, -1, 0, -0, 1e30, -1].map(fround));
      expect(of('Selu', -1e30)).toEqual([Number.NaN, Infinity, -negative, 0, -0, -negative].map(fround));
    }
  });
});

it('leaves other types', () => {
  const device = testDevice();
  const tanh = unaries.find(({ name }) => name === 'Tanh')!;
  expect(tanh.compute({ x: device.tensor([1, 2], [2], 'int32') }, {}, device)).toBeUndefined();
});
