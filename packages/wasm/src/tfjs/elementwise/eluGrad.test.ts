import { EluGrad } from '@tensorflow/tfjs-core';
import { draws } from '@tests/kit';
import { expect, test } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { eluGrad } from './eluGrad.ts';

const { fround } = Math;

test('is dy above 0 and dy (y + 1) below, however the numbers are cut', () => {
  for (const device of [testDevice(), testDevice({ parts: 3 })]) {
    for (const length of [...Array(41).keys(), 1030]) {
      const draw = draws(length + 1);
      const [dy, y] = [0, 1].map(() => Array.from({ length }, () => fround(4 * draw() - 2))) as [number[], number[]];
      for (const [i, special] of [Number.NaN, Infinity, -1, -0, 0].entries()) if (i < length) y[i] = special;
      if (length > 5) dy[5] = Number.NaN;
      const inputs = { dy: device.tensor(dy, [length]), y: device.tensor(y, [length]) };
      expect([...device.numbers(device.run(eluGrad, EluGrad, inputs))]).toEqual(
        dy.map((slope, i) => (y[i]! >= 0 ? slope : fround(slope * fround(y[i]! + 1)))),
      );
    }
  }
});

test('other types and shapes are for tfjs', () => {
  const device = testDevice();
  const [dy, y] = [device.tensor([1, 2], [2]), device.tensor([1, 2], [2], 'int32')];
  expect(eluGrad[0]!.compute({ dy, y }, {}, device)).toBeUndefined();
  expect(eluGrad[0]!.compute({ dy, y: device.tensor([1, 2], [1, 2]) }, {}, device)).toBeUndefined();
});
