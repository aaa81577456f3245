import { ReluGrad } from '@kindling/core';
import { draws } from '@tests/kit';
import { expect, test } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { reluGrad } from './reluGrad.ts';

const gradient = (dy: readonly number[], x: readonly number[], alpha: number, parts = 1): number[] => {
  const device = testDevice({ parts });
  const inputs = { dy: device.tensor(dy, [dy.length]), x: device.tensor(x, [x.length]) };
  return [...device.numbers(device.run(reluGrad, ReluGrad, inputs, { alpha }))];
};

test('dy goes on where x is above 0, elsewhere alpha times it, for any size and however it is cut', () => {
  const draw = draws(1);
  for (const size of [0, 1, 3, 4, 63, 64, 257, 1000]) {
    const list = () => Array.from({ length: size }, () => Math.fround(draw() - 0.5));
    const [dy, x] = [list(), list()];
    for (const alpha of [0, 0.3]) {
      const expected = dy.map((value, i) => (x[i]! > 0 ? value : Math.fround(value * Math.fround(alpha))));
      for (const parts of [1, 2, 5])
        expect(gradient(dy, x, alpha, parts), `${size} numbers, ${parts} parts`).toEqual(expected);
    }
  }
});

test('zeros and NaN count as not above 0; a slope that is not finite stays so', () => {
  const { NaN: none, POSITIVE_INFINITY: infinity } = Number;
  expect(gradient([1, 1, 1, 1, 1], [0, -0, none, infinity, -infinity], 0.25)).toEqual([0.25, 0.25, 0.25, 1, 0.25]);
  expect(gradient([none, infinity, none, infinity], [1, 1, -1, -1], 0)).toEqual([none, infinity, none, none]);
});

test('other shapes are refused, other types are not taken', () => {
  expect(() => gradient([1], [1, 2], 0)).toThrow('KindlingReluGrad: dy must have the shape of x, [2], got [1]');
  const device = testDevice();
  const inputs = { dy: device.tensor([1], [1]), x: device.tensor([1], [1], 'int32') };
  expect(reluGrad[0]!.compute(inputs, { alpha: 0 }, device)).toBeUndefined();
});
