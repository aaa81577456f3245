import { MovingAverage } from '@kindling/core';
import { draws } from '@tests/kit';
import { expect, test } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { movingAverage } from './movingAverage.ts';

const { fround } = Math;

test('the bits are those of two products and a sum, for any size and however it is cut', () => {
  const draw = draws(1);
  const momentum = 0.99;
  for (const size of [0, 1, 5, 64, 200, 1001]) {
    const list = () => Float32Array.from({ length: size }, () => draw() - 0.5);
    const [moving, now] = [list(), list()];
    const expected = [...moving].map((m, i) =>
      fround(fround(m * fround(momentum)) + fround(now[i]! * fround(1 - momentum))),
    );
    for (const parts of [1, 2, 5]) {
      const device = testDevice({ parts });
      const inputs = { moving: device.tensor(moving, [size]), now: device.tensor(now, [size]) };
      expect([...device.numbers(device.run(movingAverage, MovingAverage, inputs, { momentum }))]).toEqual(expected);
    }
  }
});

test('what has another shape cannot be followed, other types are not taken', () => {
  const device = testDevice();
  const [one, two, whole] = [device.tensor([1], [1]), device.tensor([1, 2], [2]), device.tensor([1], [1], 'int32')];
  const run = movingAverage[0]!.compute;
  expect(() => run({ moving: one, now: two }, { momentum: 0 }, device)).toThrow(
    'KindlingMovingAverage: an average of [1] cannot follow [2]',
  );
  expect(run({ moving: whole, now: whole }, { momentum: 0 }, device)).toBeUndefined();
});
