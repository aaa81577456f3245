import { draws } from '@tests/kit';
import { expect, test } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { inTurn } from '../adapter/inTurn.ts';
import { places } from './places.ts';

const replacements = inTurn(places);
const devices = [testDevice(), testDevice({ parts: 3 })];

/** The first that no other is better than, NaN being no better and no worse. */
const first = (name: string, row: readonly number[]): number =>
  row.reduce((best, value, i) => ((name === 'ArgMax' ? value > row[best]! : value < row[best]!) ? i : best), 0);

test('the first of equals, in rows of any length, NaN, infinities and zeros among them', () => {
  const specials = [Number.NaN, Infinity, -Infinity, -0, 0];
  for (const name of ['ArgMax', 'ArgMin']) {
    for (let length = 1; length <= 20; length++) {
      const draw = draws(length);
      const numbers = Array.from({ length: 30 * length }, () => Math.floor(6 * draw()) - 3);
      const special = numbers.map((value) => (draw() < 0.3 ? specials[Math.floor(5 * draw())]! : value));
      const large = numbers.map((value) => (value === 0 ? 2 ** 24 + 1 : value * 2 ** 29));
      for (const [dtype, values] of [
        ['float32', special],
        ['int32', large],
      ] as const) {
        const wanted = Array.from({ length: 30 }, (_, row) =>
          first(name, values.slice(row * length, (row + 1) * length)),
        );
        for (const device of devices) {
          for (const axis of [2, -1]) {
            const y = device.run(replacements, name, { x: device.tensor(values, [5, 6, length], dtype) }, { axis });
            expect([y.dtype, y.shape]).toEqual(['int32', [5, 6]]);
            expect([...device.numbers(y)], `${name} of ${dtype}, rows of ${length}`).toEqual(wanted);
          }
        }
      }
    }
  }
});

test('other axes, types and tensors of nothing are for others', () => {
  const [device] = devices as [(typeof devices)[0]];
  const x = device.tensor([1, 2], [1, 2]);
  for (const { compute } of replacements) {
    expect(compute({ x }, { axis: 0 }, device)).toBeUndefined();
    expect(compute({ x: device.tensor([1], [1], 'bool') }, { axis: 0 }, device)).toBeUndefined();
    expect(compute({ x: device.tensor([], [0, 2]) }, { axis: 1 }, device)).toBeUndefined();
    expect(compute({ x: device.tensor([1], []) }, { axis: -1 }, device)).toBeUndefined();
  }
});
