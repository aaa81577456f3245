import '@tensorflow/tfjs-backend-cpu';
import { add, clone, memory, ones, scalar, sub, zeros } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import type { Metric, MetricState } from '../metric/metric.ts';
import { runningMetric } from './running.ts';

const batch = { y: zeros([1]), prediction: ones([1]) };

/** Counts in steps of a size, or in one step of the given weight. */
const counting = (step: number): Metric => ({
  init: () => ({ count: scalar(0), untouched: scalar(0) }),
  update: (state, { sampleWeight }) => ({
    count: add(state.count!, sampleWeight ?? step),
    untouched: state.untouched!,
  }),
  result: ({ count }) => clone(count!),
});

test('sums go on across folds', async () => {
  const running = runningMetric(counting(2));
  for (let i = 0; i < 3; i++) {
    running.update(batch);
    await running.fold();
  }
  expect(await running.result()).toBe(6);
});

test('folded sums count on where float32 stops', async () => {
  const result = async (fold: boolean) => {
    const metric = { ...counting(1), result: ({ count }: MetricState) => sub(count!, 2 ** 24) };
    const running = runningMetric(metric);
    running.update({ ...batch, sampleWeight: scalar(2 ** 24) });
    for (let i = 0; i < 2; i++) {
      if (fold) await running.fold();
      running.update(batch);
    }
    return running.result();
  };
  expect(await result(false)).toBe(0);
  expect(await result(true)).toBe(2);
});

test('a state handed on unchanged stays alive, and disposing leaves nothing behind', async () => {
  const before = memory().numTensors;
  const running = runningMetric(counting(1));
  running.update(batch);
  running.update(batch);
  expect(await running.result()).toBe(2);
  running.dispose();
  expect(memory().numTensors).toBe(before);
});
