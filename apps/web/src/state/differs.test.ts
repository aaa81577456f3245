import { bookSpec } from '@kindling/app-common';
import { beforeEach, expect, test } from 'vitest';
import { differs, otherModel, otherTraining, trainingApart } from './differs.ts';
import { plan } from './plan.ts';
import { runSpec } from './run.ts';

beforeEach(() => {
  plan.value = bookSpec;
  runSpec.value = bookSpec;
});

test('a plan that is the run, or without a run, differs in nothing', () => {
  expect([differs.value, otherModel.value, otherTraining.value]).toEqual([false, undefined, undefined]);
  runSpec.value = undefined;
  plan.value = { ...bookSpec, seed: 9 };
  expect([differs.value, otherModel.value, otherTraining.value]).toEqual([false, undefined, undefined]);
});

test('what differs is told of the run shown', () => {
  plan.value = { ...bookSpec, layers: [], epochs: 3, optimizer: 'sgd' };
  expect(differs.value).toBe(true);
  expect(otherModel.value).toEqual(bookSpec.layers);
  expect(otherTraining.value).toEqual({ optimizer: 'adam', epochs: 10 });
});

test('the rate of a run is the one that it has come to', () => {
  const run = { ...bookSpec, rates: [{ after: 9, learningRate: 0.1 }] };
  expect(trainingApart(run, bookSpec)).toEqual({ learningRate: 0.1 });
  expect(trainingApart(run, { ...bookSpec, learningRate: 0.1 })).toEqual({});
});
