import '@tensorflow/tfjs-backend-cpu';
import { type Random, random } from '@kindling/core';
import { memory, tensor } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { truncatedNormal } from './truncatedNormal.ts';

/** Φ by the Taylor series of its integral around 0. */
const normalBelow = (z: number): number => {
  let term = z;
  let sum = z;
  for (let n = 1; n < 80; n++) {
    term *= (-z * z) / (2 * n);
    sum += term / (2 * n + 1);
  }
  return 0.5 + sum / Math.sqrt(2 * Math.PI);
};

test('a uniform number u becomes the z below which a share u of the cut normal lies', async () => {
  const shares = Array.from({ length: 4096 }, (_, i) => i / 4096);
  const given: Random = { ...random(0), uniform: () => tensor(shares) };
  const z = await truncatedNormal([4096], given).data();
  const [least, most] = [normalBelow(-2), normalBelow(2)];
  for (const [i, share] of shares.entries()) {
    expect(Math.abs((normalBelow(z[i]!) - least) / (most - least) - share)).toBeLessThan(2e-7);
  }
  expect(z[0]).toBeCloseTo(-2, 5);
  expect(z[2048]).toBe(0);
});

test('it draws once, and gives one tensor of the asked shape', () => {
  const before = memory().numTensors;
  const drawn = truncatedNormal([3, 4], random(1));
  expect([drawn.shape, drawn.dtype, memory().numTensors - before]).toEqual([[3, 4], 'float32', 1]);
  drawn.dispose();
});
