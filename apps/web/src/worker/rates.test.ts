import { bookSpec } from '@kindling/app-common';
import { expect, test } from 'vitest';
import { createRates, rateOf, withRate } from './rates.ts';

const step = (count: number) => ({ step: count }) as never;

test('a rate holds from the step behind, and takes away those ordered for later', () => {
  const twice = withRate(withRate(bookSpec, 20, 1e-4), 30, 1e-5);
  expect(twice.rates).toEqual([
    { after: 20, learningRate: 1e-4 },
    { after: 30, learningRate: 1e-5 },
  ]);
  expect([20, 21, 30, 31].map((at) => rateOf(twice, at))).toEqual([5e-4, 1e-4, 1e-4, 1e-5]);
  expect(withRate(twice, 25, 1e-2).rates).toEqual([
    { after: 20, learningRate: 1e-4 },
    { after: 25, learningRate: 1e-2 },
  ]);
  expect(withRate(twice, 20, 1).rates).toEqual([{ after: 20, learningRate: 1 }]);
});

test('before the first step it is the rate', () => {
  expect(withRate(withRate(bookSpec, 20, 1e-4), 0, 0.1)).toEqual({ ...bookSpec, learningRate: 0.1, rates: [] });
});

test('the callback orders the rates of the spec at their steps, and one that comes in between once', () => {
  let spec = withRate(bookSpec, 3, 1e-4);
  const { callback, order } = createRates(
    () => spec,
    (after, learningRate) => {
      spec = withRate(spec, after, learningRate);
    },
  );
  expect([1, 2, 3, 4].map((count) => callback.onBatchEnd?.(step(count)))).toEqual([
    undefined,
    undefined,
    { learningRate: 1e-4 },
    undefined,
  ]);
  order(0.5);
  expect([5, 6].map((count) => callback.onBatchEnd?.(step(count)))).toEqual([{ learningRate: 0.5 }, undefined]);
  expect(spec.rates.at(-1)).toEqual({ after: 5, learningRate: 0.5 });
});
