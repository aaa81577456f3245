import '@tensorflow/tfjs-backend-cpu';
import { tensor } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { clipped, logitsUnder, smoothed } from './crossentropy.ts';

test('probabilities stay within the float32 neighbours of 1e-7 and 1 - 1e-7', async () => {
  expect([...(await clipped(tensor([0, 0.5, 1])).data())]).toEqual([Math.fround(1e-7), 0.5, 1 - 2 ** -23]);
});

test('targets that are not smoothed are not copied', () => {
  const target = tensor([0, 1]);
  expect(smoothed(target, 0, 0.5)).toBe(target);
});

test('without logits in sight the prediction itself is them, where the caller says so', () => {
  const prediction = tensor([[1, 2]]);
  expect(logitsUnder('a', 'softmax', { prediction, logits: undefined, fromLogits: true })).toBe(prediction);
  expect(logitsUnder('a', 'softmax', { prediction, logits: undefined, fromLogits: false })).toBeUndefined();
});
