import '@tensorflow/tfjs-backend-cpu';
import { random } from '@kindling/core';
import { max, min, moments } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { glorotNormal } from './glorotNormal.ts';

test('a kernel is filled with a normal of variance 2 / (fanIn + fanOut), cut at two deviations of the wider normal', async () => {
  const kernel = glorotNormal().values([64, 1024], random(17));
  const { mean, variance } = moments(kernel);
  const expected = 2 / (64 + 1024);
  const most = (2 * Math.sqrt(2 / (64 + 1024))) / 0.8796256610342398;
  expect((await variance.data())[0]! / expected).toBeCloseTo(1, 1.5);
  expect(Math.abs((await mean.data())[0]!)).toBeLessThan(5 * Math.sqrt(expected / kernel.size));
  for (const edge of [(await max(kernel).data())[0]!, -(await min(kernel).data())[0]!]) {
    expect(edge).toBeLessThanOrEqual(most * 1.00001);
    expect(edge).toBeGreaterThan(most * 0.99);
  }
});

test('its name and seed are what JSON keeps', () => {
  expect(JSON.parse(JSON.stringify(glorotNormal({ seed: 3 })))).toEqual({ kind: 'glorotNormal', config: { seed: 3 } });
  expect(glorotNormal.kind).toBe('glorotNormal');
});
