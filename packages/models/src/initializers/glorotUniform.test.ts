import '@tensorflow/tfjs-backend-cpu';
import { random } from '@kindling/core';
import { max, min, moments } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { glorotUniform } from './glorotUniform.ts';

test('a kernel is filled with ±√(6 / (fanIn + fanOut)), evenly', async () => {
  const kernel = glorotUniform().values([64, 1024], random(17));
  const { mean, variance } = moments(kernel);
  const expected = 2 / (64 + 1024);
  const most = Math.sqrt(6 / (64 + 1024));
  expect((await variance.data())[0]! / expected).toBeCloseTo(1, 1.5);
  expect(Math.abs((await mean.data())[0]!)).toBeLessThan(5 * Math.sqrt(expected / kernel.size));
  for (const edge of [(await max(kernel).data())[0]!, -(await min(kernel).data())[0]!]) {
    expect(edge).toBeLessThanOrEqual(most * 1.00001);
    expect(edge).toBeGreaterThan(most * 0.99);
  }
});

test('options that are not its own are refused', () => {
  const wrong = (options: unknown) => () => glorotUniform(options as { seed: number });
  expect(wrong({ sead: 1 })).toThrow('glorotUniform: unknown option "sead"; did you mean "seed"?');
  expect(wrong(JSON.parse('{ "__proto__": 1 }'))).toThrow('glorotUniform: unknown option "__proto__"');
  expect(wrong(3)).toThrow('glorotUniform: options must be an object, got 3');
  expect(wrong(null)).toThrow('glorotUniform: options must be an object, got null');
  expect(wrong({ seed: -1 })).toThrow('glorotUniform: seed must be a safe integer of at least 0, got -1');
});

test('its name and seed are what JSON keeps', () => {
  expect(JSON.parse(JSON.stringify(glorotUniform({ seed: 3 })))).toEqual({
    kind: 'glorotUniform',
    config: { seed: 3 },
  });
  expect(glorotUniform.kind).toBe('glorotUniform');
});
