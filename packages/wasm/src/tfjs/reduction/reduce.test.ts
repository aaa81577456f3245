import { sizeOf } from '@kindling/core';
import { draws } from '@tests/kit';
import { describe, expect, it } from 'vitest';
import { type TestDevice, testDevice } from '../../../testing/testDevice.ts';

import { reductions } from './reduce.ts';

const names = ['Sum', 'Mean', 'Max', 'Min'] as const;
type Name = (typeof names)[number];

const [whole, cut] = [testDevice(), testDevice({ parts: 3 })];

const reduce = (
  device: TestDevice,
  name: Name,
  x: ArrayLike<number>,
  shape: number[],
  axes: unknown,
  keepDims = false,
) => {
  const attributes = { [name === 'Max' ? 'reductionIndices' : 'axis']: axes, keepDims };
  const y = device.run(reductions, name, { x: device.tensor(x, shape) }, attributes);
  return { shape: y.shape, numbers: [...device.numbers(y)] };
};

const joined: Readonly<Record<Name, (values: readonly number[]) => number>> = {
  Sum: (values) => values.reduce((sum, value) => sum + value, 0),
  Mean: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
  Max: (values) => values.reduce((most, value) => Math.max(most, value), -Infinity),
  Min: (values) => values.reduce((least, value) => Math.min(least, value), Infinity),
};

/** The numbers that come together in each number of the result. */
const gather = (x: Float32Array, shape: readonly number[], axes: readonly number[]): number[][] => {
  const kept = shape.filter((_, axis) => !axes.includes(axis));
  const gathered: number[][] = Array.from({ length: sizeOf(kept) }, () => []);
  x.forEach((value, index) => {
    let [rest, place, stride] = [index, 0, 1];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const at = rest % shape[axis]!;
      rest = Math.floor(rest / shape[axis]!);
      if (axes.includes(axis)) continue;
      place += at * stride;
      stride *= shape[axis]!;
    }
    gathered[place]!.push(value);
  });
  return gathered;
};

const drawCase = (draw: () => number) => {
  const lengths = [0, 1, 2, 3, 4, 5, 7, 16, 31, 47];
  const rank = 1 + Math.floor(draw() * 5);
  const shape = Array.from({ length: rank }, () => lengths[Math.floor(draw() ** 0.7 * [10, 10, 10, 8, 6, 5][rank]!)]!);
  const axes = shape.map((_, axis) => axis).filter(() => draw() < 0.5);
  return { shape, axes, keepDims: draw() < 0.5 };
};

const expectClose = (
  actual: readonly number[],
  wanted: readonly number[],
  scale: readonly number[],
  about: string,
): void => {
  expect(actual.length, about).toBe(wanted.length);
  const isClose = (value: number, i: number): boolean =>
    Object.is(value, wanted[i]) || Math.abs(value - wanted[i]!) <= 2e-7 * scale[i]!;
  const off = actual.findIndex((value, i) => !isClose(value, i));
  expect(off, `${about}: ${actual[off]} for ${wanted[off]}`).toBe(-1);
};

describe('sum, mean, max and min', () => {
  it('agree with float64 loops, for 600 random shapes and axes, whatever they are cut into', () => {
    for (let seed = 1; seed <= 600; seed++) {
      const draw = draws(seed);
      const { shape, axes, keepDims } = drawCase(draw);
      const name = names[seed % 4]!;
      const special = draw() < 0.2 ? [Number.NaN, Infinity, -Infinity][Math.floor(draw() * 3)]! : 0;
      const x = Float32Array.from({ length: sizeOf(shape) }, () => (draw() < 0.02 ? special : draw() - 0.5));
      const groups = gather(x, shape, axes);
      const sizes = groups.map((values) => joined[name === 'Mean' ? 'Mean' : 'Sum'](values.map(Math.abs)));
      const scale = name === 'Max' || name === 'Min' ? sizes.map(() => 0) : sizes;
      const about = `seed ${seed}: ${name} of [${shape}] over [${axes}]`;
      const kept = shape.flatMap((length, axis) => (axes.includes(axis) ? (keepDims ? [1] : []) : [length]));
      const result = reduce(whole, name, x, shape, axes, keepDims);
      expect(result.shape, about).toEqual(kept);
      expectClose(result.numbers, groups.map(joined[name]), scale, about);
      expect(reduce(cut, name, x, shape, axes, keepDims), about).toEqual(result);
    }
  });

  it('are the same bits for long axes, cut into chunks, however they are split', () => {
    for (const [shape, axes] of [
      [[70_001], [0]],
      [[5000, 3], [0]],
      [[700, 67], [0]],
      [[2, 9000, 1, 5], [1]],
      [
        [300, 2, 300],
        [0, 2],
      ],
    ] as const) {
      const draw = draws(9);
      const x = Float32Array.from({ length: sizeOf(shape) }, () => draw() - 0.5);
      const groups = gather(x, shape, axes);
      for (const name of names) {
        const whole = reduce(testDevice(), name, x, [...shape], [...axes]);
        const scale = groups.map((values) =>
          name === 'Sum' ? joined.Sum(values.map(Math.abs)) : name === 'Mean' ? 1 : 0,
        );
        expectClose(whole.numbers, groups.map(joined[name]), scale, `${name} of [${shape}]`);
        for (const parts of [2, 7]) {
          expect(reduce(testDevice({ parts }), name, x, [...shape], [...axes]), `${name} of [${shape}]`).toEqual(whole);
        }
      }
    }
  });

  it('add a million numbers with an error of a few units in the last place', () => {
    const draw = draws(4);
    const x = Float32Array.from({ length: 1_000_000 }, () => draw());
    const exact = x.reduce((sum, value) => sum + value, 0);
    for (const shape of [[1_000_000], [250_000, 4]]) {
      const device = testDevice();
      const total = joined.Sum(reduce(device, 'Sum', x, shape, 0).numbers);
      expect(Math.abs(total - exact) / exact).toBeLessThan(1.5e-7);
    }
  });

  it('of nothing are 0, NaN, and the infinities', () => {
    const results = names.map((name) => reduce(testDevice(), name, [], [2, 0], 1).numbers);
    expect(results).toEqual([
      [0, 0],
      [Number.NaN, Number.NaN],
      [-Infinity, -Infinity],
      [Infinity, Infinity],
    ]);
    expect(reduce(testDevice(), 'Sum', [], [0, 3], 1)).toEqual({ shape: [0], numbers: [] });
  });

  it('take axes as tfjs gives them: one, several, from the end, or none for all', () => {
    const x = [1, 2, 3, 4, 5, 6];
    const over = (axes: unknown) => reduce(testDevice(), 'Sum', x, [2, 3], axes).numbers;
    expect([over(-1), over([0]), over([-2, 1]), over(null), over(undefined)]).toEqual([
      [6, 15],
      [5, 7, 9],
      [21],
      [21],
      [21],
    ]);
    expect(() => over(2)).toThrow('All values in axis param must be in range [-2, 2) but got axis 2');
  });

  it('give the tensor itself where only axes of length 1 go, and leave nothing held', () => {
    const device = testDevice();
    const x = device.tensor([1, 2, 3], [1, 3]);
    const y = device.run(reductions, 'Mean', { x }, { axis: 0 });
    expect(y.dataId).toBe(x.dataId);
    device.release(x);
    device.release(y);
    expect(device.held()).toBe(0);
    const integers = device.tensor([1, 2], [2], 'int32');
    expect(reductions[0]!.compute({ x: integers }, { axis: 0 }, device)).toBeUndefined();
  });
});
