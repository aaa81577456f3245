import { expect, test } from 'vitest';
import { exponentialDecay } from './exponentialDecay.ts';

const options = { initialLearningRate: 0.1, decaySteps: 10, decayRate: 0.5 };

test('the rate is halved once in ten steps, smoothly', () => {
  const rate = exponentialDecay(options);
  [0, 5, 10, 15].forEach((step) => {
    expect(rate(step)).toBeCloseTo(0.1 * Math.sqrt(0.5) ** (step / 5), 12);
  });
});

test('or at once, as a staircase', () => {
  const rate = exponentialDecay({ ...options, staircase: true });
  expect([0, 9, 10, 19, 20].map(rate)).toEqual([0.1, 0.1, 0.05, 0.05, 0.025]);
});

test('numbers out of range are refused', () => {
  expect(() => exponentialDecay({ ...options, decaySteps: 0 })).toThrow(
    'exponentialDecay: decaySteps must be a number above 0, got 0',
  );
  expect(() => exponentialDecay({ ...options, initialLearningRate: -1 })).toThrow('got -1');
  expect(() => exponentialDecay({ ...options, decayRate: Number.NaN })).toThrow('got NaN');
});
