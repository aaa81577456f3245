import { sizeOf } from '@kindling/core';
import { broadcast_util } from '@tensorflow/tfjs-core';
import { draws } from '@tests/kit';
import { describe, expect, it } from 'vitest';
import { drawFrom } from '../../../testing/geometries.ts';
import { testDevice } from '../../../testing/testDevice.ts';
import { binaries } from './binary.ts';

const { fround } = Math;

const formulas: Readonly<Record<string, (a: number, b: number) => number>> = {
  Add: (a, b) => fround(a + b),
  Sub: (a, b) => fround(a - b),
  Multiply: (a, b) => fround(a * b),
  RealDiv: (a, b) => fround(a / b),
  Maximum: Math.max,
  Minimum: Math.min,
  SquaredDifference: (a, b) => fround(fround(a - b) ** 2),
  Equal: (a, b) => Number(a === b),
  NotEqual: (a, b) => Number(a !== b),
  Greater: (a, b) => Number(a > b),
  GreaterEqual: (a, b) => Number(a >= b),
  Less: (a, b) => Number(a < b),
  LessEqual: (a, b) => Number(a <= b),
};

const specials = [Number.NaN, Infinity, -Infinity, -0, 0, 1, -1, 1e-40, 3e38];

/** Ordinary numbers, and some of those that are not. */
const drawValues = (draw: () => number, size: number): Float32Array =>
  Float32Array.from({ length: size }, () =>
    draw() < 0.1 ? specials[Math.floor(draw() * specials.length)]! : Math.round((draw() - 0.5) * 64) / 8,
  );

/** Two shapes that go together: any axis of either may be 1, or left out at the front; rarely one is of length 0. */
const drawShapes = (draw: () => number): [number[], number[]] => {
  const lengths = [0, 1, 2, 3, 5, 7, 16, 23];
  const rank = Math.floor(draw() * 6);
  const shape = Array.from(
    { length: rank },
    () => lengths[Math.floor(draw() ** 0.6 * (rank > 4 ? 4 : lengths.length))]!,
  );
  const repeated = (): number[] => shape.map((length) => (draw() < 0.35 ? 1 : length)).slice(draw() < 0.3 ? 1 : 0);
  return [repeated(), draw() < 0.2 ? shape : repeated()];
};

const expected = (
  formula: (a: number, b: number) => number,
  [a, aShape]: [ArrayLike<number>, readonly number[]],
  [b, bShape]: [ArrayLike<number>, readonly number[]],
  shape: readonly number[],
): number[] =>
  Array.from({ length: sizeOf(shape) }, (_, index) => {
    const at = (values: ArrayLike<number>, own: readonly number[]): number => {
      let [rest, place, stride] = [index, 0, 1];
      for (let back = 1; back <= shape.length; back++) {
        const length = shape.at(-back)!;
        const ownLength = own.at(-back) ?? 1;
        if (ownLength > 1) place += (rest % length) * stride;
        rest = Math.floor(rest / length);
        stride *= ownLength;
      }
      return values[place]!;
    };
    return formula(at(a, aShape), at(b, bShape));
  });

describe('functions of two tensors', () => {
  const devices = [testDevice(), testDevice({ parts: 3 })];

  it('agree with loops over the result, for 600 random shapes, NaN and infinity among the numbers', () => {
    for (let seed = 1; seed <= 600; seed++) {
      const draw = draws(seed);
      const name = Object.keys(formulas)[seed % 13]!;
      const [aShape, bShape] = drawShapes(draw);
      const [a, b] = [drawValues(draw, sizeOf(aShape)), drawValues(draw, sizeOf(bShape))];
      const shape = broadcast_util.assertAndGetBroadcastShape(aShape, bShape);
      const wanted = expected(formulas[name]!, [a, aShape], [b, bShape], shape);
      for (const device of devices) {
        const y = device.run(binaries, name, { a: device.tensor(a, aShape), b: device.tensor(b, bShape) });
        const about = `seed ${seed}: ${name} of [${aShape}] and [${bShape}]`;
        expect(y.shape, about).toEqual(shape);
        expect(Array.from(device.numbers(y), positive), about).toEqual(wanted.map(positive));
      }
    }
  });

  it('are the same for long tensors however they are cut', () => {
    const a = drawValues(draws(1), 5003);
    const whole = testDevice();
    const cut = testDevice({ parts: 3 });
    const [y, z] = [whole, cut].map((device) =>
      device.numbers(device.run(binaries, 'Multiply', { a: device.tensor(a, [5003]), b: device.tensor([3], []) })),
    );
    expect(z).toEqual(y);
  });

  it('refuse shapes that do not go together, and leave other types to tfjs', () => {
    const device = testDevice();
    const [a, b] = [device.tensor([1, 2], [2]), device.tensor([1, 2, 3], [3])];
    expect(() => device.run(binaries, 'Add', { a, b })).toThrow(
      'Operands could not be broadcast together with shapes 2 and 3',
    );
    const [integers, bools] = [device.tensor([1, 2], [2], 'int32'), device.tensor([1, 0], [2], 'bool')];
    expect(binaries[0]!.compute({ a: bools, b: bools }, {}, device)).toBeUndefined();
    expect(binaries[0]!.compute({ a: integers, b: a }, {}, device)).toBeUndefined();
  });
});

const truth = (value: boolean): number => Number(value);
const ofIntegers: Readonly<Record<string, (a: number, b: number) => number>> = {
  Add: (a, b) => (a + b) | 0,
  Sub: (a, b) => (a - b) | 0,
  Multiply: Math.imul,
  Maximum: Math.max,
  Minimum: Math.min,
  SquaredDifference: (a, b) => Math.imul(a - b, a - b),
  FloorDiv: (a, b) => Math.floor(a / b) | 0,
  Mod: (a, b) => (((a % b) + b) % b) | 0,
  Equal: (a, b) => truth(a === b),
  NotEqual: (a, b) => truth(a !== b),
  Greater: (a, b) => truth(a > b),
  GreaterEqual: (a, b) => truth(a >= b),
  Less: (a, b) => truth(a < b),
  LessEqual: (a, b) => truth(a <= b),
};
const ofBools: Readonly<Record<string, (a: number, b: number) => number>> = {
  LogicalAnd: (a, b) => a & b,
  LogicalOr: (a, b) => a | b,
  LogicalXor: (a, b) => a ^ b,
  ...Object.fromEntries(Object.entries(ofIntegers).filter(([name]) => /qual|Greater|Less/.test(name))),
};

const extremes = [0, 1, -1, 7, 2 ** 31 - 1, -(2 ** 31), 2 ** 24 + 1];

describe.each([
  [
    'int32',
    ofIntegers,
    (draw: () => number) => (draw() < 0.3 ? drawFrom(draw, extremes) : Math.floor(draw() * 20) - 9),
  ],
  ['bool', ofBools, (draw: () => number) => truth(draw() < 0.5)],
] as const)('functions of two %s tensors', (dtype, table, drawOne) => {
  it.each(Object.keys(table))('%s is that of loops, for 40 random shapes, whatever they are cut into', (name) => {
    for (let seed = 1; seed <= 40; seed++) {
      const draw = draws(seed);
      const [aShape, bShape] = drawShapes(draw);
      const [a, b] = [aShape, bShape].map((shape) => Array.from({ length: sizeOf(shape) }, () => drawOne(draw)));
      const shape = broadcast_util.assertAndGetBroadcastShape(aShape, bShape);
      const wanted = expected(table[name]!, [a!, aShape], [b!, bShape], shape);
      for (const parts of [1, 3]) {
        const device = testDevice({ parts });
        const y = device.run(binaries, name, {
          a: device.tensor(a!, aShape, dtype),
          b: device.tensor(b!, bShape, dtype),
        });
        const about = `seed ${seed}: ${name} of [${aShape}] and [${bShape}]`;
        expect([...device.numbers(y)].map(positive), about).toEqual(wanted.map(positive));
        const isTruth = dtype === 'bool' || /qual|Greater|Less/.test(name);
        expect([y.dtype, y.shape], about).toEqual([isTruth ? 'bool' : 'int32', shape]);
      }
    }
  });
});

it('prelu has a slope for each place that it is broadcast to', () => {
  const device = testDevice();
  const x = device.tensor([-1, 2, -0, Number.NaN, -4, 5], [2, 3]);
  const slopes = device.tensor([10, 0.5], [2, 1]);
  expect([...device.numbers(device.run(binaries, 'Prelu', { x, alpha: slopes }))]).toEqual([
    ...[-10, 2, -0, Number.NaN, -2, 5],
  ]);
});

/** Zeros are compared without their sign: that of the lesser of 0 and -0 is not ours to say. */
const positive = (value: number): number => (value === 0 ? 0 : value);
