import { sizeOf } from '@kindling/core';
import { draws } from '@tests/kit';
import { describe, expect, it } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';

import { transpose } from './transpose.ts';

const permuted = (x: readonly number[], shape: readonly number[], perm: readonly number[]): number[] => {
  const strides = shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
  const gather = (axes: readonly number[], at: number): number[] => {
    const [axis, ...rest] = axes;
    if (axis === undefined) return [x[at]!];
    return Array.from({ length: shape[axis]! }, (_, i) => gather(rest, at + i * strides[axis]!)).flat();
  };
  return gather(perm, 0);
};

const [whole, cut] = [testDevice(), testDevice({ parts: 3 })];

const run = (shape: readonly number[], perm: readonly number[], device = whole) => {
  const numbers = Array.from({ length: sizeOf(shape) }, (_, i) => i + 1);
  const x = device.tensor(numbers, shape);
  const y = transpose[0]!.compute({ x }, { perm }, device);
  if (y === undefined || Array.isArray(y)) return undefined;
  return {
    shape: y.shape,
    numbers: [...device.numbers(y)],
    wanted: permuted(numbers, shape, perm),
    copied: y.dataId !== x.dataId,
  };
};

describe('transpose', () => {
  it('puts every number where it belongs, for 500 random matrices, whatever they are cut into', () => {
    for (let seed = 1; seed <= 500; seed++) {
      const draw = draws(seed);
      const length = () => Math.floor(draw() ** 2 * 50);
      const [batch, m, n] = [Math.floor(draw() * 4), length(), length()];
      const [shape, perm] =
        draw() < 0.5 && batch === 1
          ? [
              [m, n],
              [1, 0],
            ]
          : [
              [batch, m, n],
              [0, 2, 1],
            ];
      for (const device of [whole, cut]) {
        const result = run(shape, perm, device)!;
        const about = `seed ${seed}: [${shape}] by [${perm}]`;
        expect(result.shape, about).toEqual(perm.map((axis) => shape[axis]));
        expect(result.numbers, about).toEqual(result.wanted);
      }
    }
  });

  it('joins axes that stay together: pictures change between channels last and first', () => {
    for (const perm of [
      [0, 3, 1, 2],
      [0, 2, 3, 1],
      [2, 3, 0, 1],
    ]) {
      const { numbers, wanted, copied } = run([3, 5, 2, 7], perm)!;
      expect(numbers).toEqual(wanted);
      expect(copied).toBe(true);
    }
  });

  it('copies nothing where the order stays', () => {
    for (const [shape, perm] of [
      [
        [3, 4],
        [0, 1],
      ],
      [
        [1, 4],
        [1, 0],
      ],
      [
        [3, 1, 4],
        [1, 0, 2],
      ],
    ] as const) {
      const { numbers, wanted, copied, shape: made } = run(shape, perm)!;
      expect(numbers).toEqual(wanted);
      expect(made).toEqual(perm.map((axis) => shape[axis]));
      expect(copied).toBe(false);
    }
  });

  it('leaves other orders to tfjs', () => {
    for (const perm of [
      [1, 0, 2],
      [2, 1, 0],
    ]) {
      expect(run([2, 3, 4], perm)).toBeUndefined();
    }
    expect(run([2, 3, 4, 5], [0, 2, 1, 3])).toBeUndefined();
    expect(run([2, 3, 4, 5], [0, 3, 2, 1])).toBeUndefined();
  });

  it('handles all permutations of ranks to 4 that it takes as a loop would', () => {
    let taken = 0;
    const all = (axes: readonly number[]): number[][] =>
      axes.length === 0
        ? [[]]
        : axes.flatMap((axis) => all(axes.filter((each) => each !== axis)).map((rest) => [axis, ...rest]));
    for (const shape of [[5], [3, 4], [2, 1, 3], [2, 3, 4], [2, 1, 3, 5], [2, 3, 4, 5]]) {
      for (const perm of all([...shape.keys()])) {
        const result = run(shape, perm);
        if (result === undefined) continue;
        taken += 1;
        expect(result.numbers, `[${shape}] by [${perm}]`).toEqual(result.wanted);
      }
    }
    expect(taken).toBe(1 + 2 + 6 + 4 + 16 + 7);
  });
});
