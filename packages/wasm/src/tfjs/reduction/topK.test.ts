import type { TensorInfo } from '@tensorflow/tfjs-core';
import { draws } from '@tests/kit';
import { expect, test } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { topK } from './topK.ts';

const devices = [testDevice(), testDevice({ parts: 3 })];
const specials = [Number.NaN, Infinity, -Infinity, -0, 0, 2 ** 31 - 1, -(2 ** 31)];

/** Greater first, NaN last, of equals the first. */
const sorted = (row: readonly number[]): number[] =>
  [...row.keys()].sort((i, j) => {
    const [a, b] = [row[i]!, row[j]!];
    if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
    return Number(b > a) - Number(b < a);
  });

test('the greatest of each row, of equals the first, NaN last', () => {
  for (const dtype of ['float32', 'int32'] as const) {
    for (let length = 1; length <= 12; length++) {
      const draw = draws(length);
      const drawn = Array.from({ length: 6 * length }, () => Math.floor(5 * draw()) - 2);
      const odd = dtype === 'float32' ? specials : specials.slice(5);
      const values = drawn.map((value) => (draw() < 0.3 ? odd[Math.floor(odd.length * draw())]! : value));
      for (let k = 1; k <= length; k++) {
        const rows = Array.from({ length: 6 }, (_, row) => values.slice(row * length, (row + 1) * length));
        const places = rows.flatMap((row) => sorted(row).slice(0, k));
        const stored = dtype === 'float32' ? Math.fround : (value: number) => value;
        const wanted = rows.flatMap((row) =>
          sorted(row)
            .slice(0, k)
            .map((place) => stored(row[place]!)),
        );
        for (const device of devices) {
          const inputs = { x: device.tensor(values, [2, 3, length], dtype) };
          const replacement = topK.find(({ compute }) => compute(inputs, { k, sorted: true }, device) !== undefined)!;
          const [found, at] = replacement.compute(inputs, { k, sorted: true }, device) as [TensorInfo, TensorInfo];
          expect([found.shape, found.dtype, at.dtype]).toEqual([[2, 3, k], dtype, 'int32']);
          expect([...device.numbers(found)], `${k} of ${length} ${dtype}`).toEqual(wanted);
          expect([...device.numbers(at)]).toEqual(places);
        }
      }
    }
  }
});

test('many, none, what is not to be sorted and other types are for others', () => {
  const [device] = devices as [(typeof devices)[0]];
  const x = device.tensor(new Float32Array(140), [2, 70]);
  const taken = (tensor: TensorInfo, k: number, inOrder: boolean): boolean =>
    topK.some(({ compute }) => compute({ x: tensor }, { k, sorted: inOrder }, device) !== undefined);
  expect([taken(x, 16, true), taken(x, 17, true), taken(x, 2, false), taken(x, 0, true)]).toEqual([
    true,
    false,
    false,
    false,
  ]);
  expect(taken(device.tensor([1], [1], 'bool'), 1, true)).toBe(false);
  expect(taken(device.tensor([], [0, 2]), 1, true)).toBe(false);
  expect(taken(device.tensor([1], []), 1, true)).toBe(false);
});
