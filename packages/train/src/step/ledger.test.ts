import '@tensorflow/tfjs-backend-cpu';
import { addTrees } from '@kindling/core';
import { meanMetric } from '@kindling/metrics';
import { abs, type Scalar, scalar, squeeze, sub, type Tensor, tensor1d, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { createLedger } from './ledger.ts';
import { judge, type Target } from './objective.ts';

const distance = (y: Tensor, prediction: Tensor) => squeeze(abs(sub(y, prediction)), [-1]);
const target = (output: string | undefined, prefix = ''): Target => ({
  output,
  loss: { kind: 'distance', perSample: distance },
  lossWeight: 1,
  metrics: {
    [`${prefix}off`]: { metric: meanMetric(distance), weighted: false },
    [`${prefix}heeding`]: { metric: meanMetric(distance), weighted: true },
  },
});
const column = (...values: number[]) => tensor2d(values, [values.length, 1]);

test('means weigh by batch size; weighted metrics alone heed weights', () => {
  const ledger = createLedger([target(undefined)]);
  const results = tidy(() => {
    const one = judge([target(undefined)], column(0, 0), column(1, 3), undefined);
    const two = judge([target(undefined)], column(0), column(8), undefined);
    const first = ledger.sumsOf(one, { total: scalar(2), losses: [] }, tensor1d([3, 1]));
    const second = ledger.sumsOf(two, { total: scalar(8), losses: [] }, tensor1d([0]));
    const sums = addTrees(addTrees(ledger.init(), first), second);
    return Object.entries(ledger.results(sums)).map(([key, value]) => [key, value.dataSync()[0]]);
  });
  expect(ledger.names).toEqual(['loss', 'off', 'heeding']);
  expect(Object.fromEntries(results)).toEqual({ loss: 4, off: 4, heeding: 1.5 });
});

test('each named output has a loss of its own, and metrics whose names do not run into each other', () => {
  const targets = [target('a', 'a.'), target('ab', 'ab.')];
  const ledger = createLedger(targets);
  expect(ledger.names).toEqual(['loss', 'a.loss', 'ab.loss', 'a.off', 'a.heeding', 'ab.off', 'ab.heeding']);
  const results = tidy(() => {
    const judged = judge(targets, { a: column(0), ab: column(0) }, { a: column(1), ab: column(5) }, undefined);
    const costs = { total: scalar(6), losses: [scalar(1), scalar(5)] as Scalar[] };
    const sums = ledger.sumsOf(judged, costs, undefined);
    return Object.values(ledger.results(sums)).map((value) => value.dataSync()[0]);
  });
  expect(results).toEqual([6, 1, 5, 1, 1, 5, 5]);
});
