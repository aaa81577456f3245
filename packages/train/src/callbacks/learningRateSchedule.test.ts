import { playCallback } from '@tests/kit';
import { expect, test } from 'vitest';
import { learningRateSchedule } from './learningRateSchedule.ts';

test('the rate of an epoch is set before it begins, from its number and the rate so far', async () => {
  const callback = learningRateSchedule((epoch, current) => current / (epoch + 1));
  const { answers } = await playCallback(callback, [{ loss: 1 }, { loss: 1 }], { initialEpoch: 3, learningRate: 0.4 });
  expect(answers).toEqual([
    ['onEpochBegin', { learningRate: 0.1 }],
    ['onEpochBegin', { learningRate: 0.08 }],
  ]);
});

test('a number in place of the function is refused', () => {
  expect(() => learningRateSchedule(0.1 as never)).toThrow(
    'learningRateSchedule: give a function (epoch, current) => rate',
  );
});
