import '@tensorflow/tfjs-backend-cpu';
import { random } from '@kindling/core';
import { max, min, moments } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { heUniform } from './heUniform.ts';

test('a kernel is filled with ±√(6 / fanIn), evenly', async () => {
  const kernel = heUniform().values([64, 1024], random(17));
  const { mean, variance } = moments(kernel);
  const expected = 2 / 64;
  const most = Math.sqrt(6 / 64);
  expect((await variance.data())[0]! / expected).toBeCloseTo(1, 1.5);
  expect(Math.abs((await mean.data())[0]!)).toBeLessThan(5 * Math.sqrt(expected / kernel.size));
  for (const edge of [(await max(kernel).data())[0]!, -(await min(kernel).data())[0]!]) {
    expect(edge).toBeLessThanOrEqual(most * 1.00001);
    expect(edge).toBeGreaterThan(most * 0.99);
  }
});

test('its name and seed are what JSON keeps', () => {
  expect(JSON.parse(JSON.stringify(heUniform({ seed: 3 })))).toEqual({ kind: 'heUniform', config: { seed: 3 } });
  expect(heUniform.kind).toBe('heUniform');
});
