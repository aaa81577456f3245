import { bookSpec } from '@kindling/app-common';
import { expect, test } from 'vitest';
import { isRunOf, rateNow } from './same.ts';

const slowed = { ...bookSpec, rates: [{ after: 9, learningRate: 1e-4 }] };

test('a run is of the plan that it began with', () => {
  expect(isRunOf({ ...bookSpec }, bookSpec)).toBe(true);
  expect(isRunOf(undefined, bookSpec)).toBe(false);
  expect(isRunOf({ ...bookSpec, epochs: 20 }, bookSpec)).toBe(false);
  expect(isRunOf({ ...bookSpec, layers: [{ units: 201, activation: 'relu' }] }, bookSpec)).toBe(false);
  expect(isRunOf({ ...bookSpec, layers: [...bookSpec.layers].reverse() }, bookSpec)).toBe(false);
});

test('the order in which its parts were written says nothing', () => {
  const turned = Object.fromEntries(Object.entries(bookSpec).reverse()) as unknown as typeof bookSpec;
  expect(isRunOf(turned, bookSpec)).toBe(true);
});

test('a run whose rate was changed is of the plan with that rate', () => {
  expect(rateNow(slowed)).toBe(1e-4);
  expect(isRunOf(slowed, { ...bookSpec, learningRate: 1e-4 })).toBe(true);
  expect(isRunOf(slowed, bookSpec)).toBe(false);
});
