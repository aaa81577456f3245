import '@tensorflow/tfjs-backend-cpu';
import { neededGradients, registerGradients } from '@kindling/core';
import { grad, sigmoid, sum, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { binaryCrossentropy } from './binaryCrossentropy.ts';

registerGradients(neededGradients);

test('a probability that rounds to 0 or 1 gives the true loss and slope, through the logit under it', async () => {
  const target = tensor([[0], [1], [1], [0]]);
  const { perSample } = binaryCrossentropy();
  const each = (z: Tensor): Tensor => perSample(target, sigmoid(z), { activation: 'sigmoid', value: z });
  const logits = tensor([[60], [-60], [60], [-60]]);
  const values = await each(logits).data();
  const slopes = await grad((z) => sum(each(z)))(logits).data();
  [60, 60, 0, 0].forEach((expected, i) => {
    expect(values[i]).toBeCloseTo(expected, 6);
  });
  [1, -1, 0, 0].forEach((expected, i) => {
    expect(slopes[i]).toBeCloseTo(expected, 6);
  });
});

test('probabilities are clipped in float32 as Keras clips them, which is not symmetrical', async () => {
  const values = await binaryCrossentropy()
    .perSample(tensor([[0], [1]]), tensor([[1], [0]]))
    .data();
  // keras.losses.binary_crossentropy, Keras 3.15
  expect(values[0]).toBeCloseTo(15.942385, 5);
  expect(values[1]).toBeCloseTo(16.118095, 5);
});

test('fromLogits on a model that ends in a sigmoid is refused', () => {
  const p = tensor([[0.5]]);
  expect(() => binaryCrossentropy({ fromLogits: true }).perSample(p, p, { activation: 'sigmoid', value: p })).toThrow(
    'binaryCrossentropy: fromLogits is for a model that ends without sigmoid, and this one ends in it',
  );
});
