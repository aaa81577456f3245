import { playCallback } from '@tests/kit';
import { expect, test } from 'vitest';
import { earlyStopping } from './earlyStopping.ts';

const losses = (...values: number[]) => values.map((loss) => ({ loss }));
const watch = (options: Parameters<typeof earlyStopping<'loss'>>[0], ...values: number[]) =>
  playCallback(earlyStopping({ monitor: 'loss', ...options }), losses(...values));

test('training ends with the first epoch that is not better', async () => {
  expect((await watch({}, 3, 2, 2, 1)).epochs).toBe(3);
});

test('patience is how many epochs in a row may fail to improve on the best', async () => {
  expect((await watch({ patience: 2 }, 3, 4, 2, 3, 2.5, 1)).epochs).toBe(5);
  expect((await watch({ patience: 1 }, 3, 2, 2, 1)).epochs).toBe(3); // as 0 does, in Keras too
});

test('an improvement must be more than minDelta', async () => {
  expect((await watch({ minDelta: 0.5 }, 3, 2.6, 1)).epochs).toBe(2);
  expect((await watch({ minDelta: 0.5 }, 3, 2.4, 1)).epochs).toBe(3);
});

test('what is to rise is told by its metric, or said', async () => {
  const row = (accuracy: number, own: number) => ({ loss: 1, validation: { loss: 1, accuracy, own } });
  const rows = [row(0.5, 3), row(0.6, 2), row(0.6, 1), row(0.7, 0)];
  const directions = { loss: 'min', accuracy: 'max' } as const;
  expect((await playCallback(earlyStopping({ monitor: 'validation.accuracy' }), rows, { directions })).epochs).toBe(3);
  expect((await playCallback(earlyStopping({ monitor: 'validation.own', mode: 'max' }), rows)).epochs).toBe(2);
  expect((await playCallback(earlyStopping({ monitor: 'validation.own', mode: 'min' }), rows)).epochs).toBe(4);
  await expect(playCallback(earlyStopping({ monitor: 'validation.own' }), rows, { directions })).rejects.toThrow(
    'earlyStopping: is "validation.own" to fall or to rise? Give mode: "min" or mode: "max"',
  );
});

test('NaN is never an improvement, and the first epoch never ends training', async () => {
  expect((await watch({}, Number.NaN, 2, 1, Number.NaN, 0)).epochs).toBe(4);
  expect((await watch({}, Number.NaN, Number.NaN, 1)).epochs).toBe(2);
});

test('improvements that do not beat the baseline do not reset the wait', async () => {
  expect((await watch({ baseline: 1, patience: 3 }, 4, 3, 2, 1.5, 1.6, 0)).epochs).toBe(5);
  expect((await watch({ baseline: 1, patience: 3 }, 4, 3, 0.5, 0.6, 0.7, 0.8, 0)).epochs).toBe(6);
});

test('epochs before startFromEpoch are not looked at', async () => {
  expect((await watch({ startFromEpoch: 2 }, 1, 2, 3, 2.5, 2.6, 0)).epochs).toBe(5);
});

test('the best weights are kept at each improvement and restored at the end', async () => {
  const { answers } = await watch({ patience: 2, restoreBestWeights: true }, 3, 2, 4, 5);
  expect(answers).toEqual([
    ['onEpochEnd', { keep: true }],
    ['onEpochEnd', { keep: true }],
    ['onEpochEnd', { stop: false }],
    ['onEpochEnd', { stop: true }],
    ['onTrainEnd', { restore: true }],
  ]);
});

test('they are restored also when training was not cut short, but not after an error or an abort', async () => {
  const rows = losses(1, 2);
  const callback = earlyStopping({ monitor: 'loss', patience: 9, restoreBestWeights: true });
  expect((await playCallback(callback, rows)).answers.at(-1)).toEqual(['onTrainEnd', { restore: true }]);
  expect((await playCallback(callback, rows, { reason: 'aborted' })).answers.at(-1)).toEqual([
    'onEpochEnd',
    { stop: false },
  ]);
  expect((await playCallback(callback, rows, { reason: 'failed' })).answers.at(-1)).toEqual([
    'onEpochEnd',
    { stop: false },
  ]);
});

test('where every epoch was NaN nothing was kept, so nothing is restored', async () => {
  const { answers } = await watch({ restoreBestWeights: true, patience: 9 }, Number.NaN, Number.NaN);
  expect(answers.map(([hook]) => hook)).toEqual(['onEpochEnd', 'onEpochEnd']);
});

test('a second fit starts anew', async () => {
  const callback = earlyStopping({ monitor: 'loss' });
  expect((await playCallback(callback, losses(1, 2, 3))).epochs).toBe(2);
  expect((await playCallback(callback, losses(9, 8, 7))).epochs).toBe(3);
});

test.each([
  [{ patiance: 1 } as object, 'earlyStopping: unknown option "patiance"; did you mean "patience"?'],
  [{ patience: -1 }, 'earlyStopping: patience must be a safe integer of at least 0, got -1'],
  [{ minDelta: -1 }, 'earlyStopping: minDelta must be a number of at least 0, got -1'],
  [{ baseline: Number.NaN }, 'earlyStopping: baseline must be a finite number, got NaN'],
  [{ startFromEpoch: 0.5 }, 'startFromEpoch must be a safe integer of at least 0, got 0.5'],
  [{ monitor: 5 as never }, 'earlyStopping: monitor must be a string that is not empty, got 5'],
  [{ mode: 'auto' as 'min' }, 'earlyStopping: mode must be "min" or "max", got "auto"'],
])('options out of range are refused (%#)', (options, message) => {
  expect(() => earlyStopping(options)).toThrow(message);
});
