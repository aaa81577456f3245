import '@tensorflow/tfjs-backend-cpu';
import { expect, test } from 'vitest';
import { initializerCases, statisticsOf } from './initializers.ts';

/** Of 120,000 draws a quantile is known to about one hundredth of the deviation. */
const tolerance = 0.02;

test.each(initializerCases)('$name is distributed as Keras draws it', async (expected) => {
  const found = await statisticsOf(expected);
  const off = (name: 'mean' | 'deviation' | 'least' | 'greatest') =>
    Math.abs(found[name] - expected[name]) / (expected.deviation || 1);
  expect(off('mean')).toBeLessThan(tolerance);
  expect(off('deviation')).toBeLessThan(tolerance);
  expect(off('least')).toBeLessThan(tolerance);
  expect(off('greatest')).toBeLessThan(tolerance);
  for (const [i, quantile] of expected.quantiles.entries()) {
    expect(Math.abs(found.quantiles[i]! - quantile) / (expected.deviation || 1)).toBeLessThan(tolerance);
  }
});
