import '@tensorflow/tfjs-backend-cpu';
import { neededGradients, registerGradients } from '@kindling/core';
import { grad, softmax, sum, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { categoricalCrossentropy } from './categoricalCrossentropy.ts';

registerGradients(neededGradients);

const target = tensor([[0, 1]]);

test('a probability that rounds to 0 gives the true loss and slope, through the logits under it', async () => {
  const { perSample } = categoricalCrossentropy();
  const cost = (z: Tensor): Tensor => sum(perSample(target, softmax(z), { activation: 'softmax', value: z }));
  const logits = tensor([[60, -60]]);
  expect([...(await cost(logits).data())]).toEqual([120]);
  expect([...(await grad(cost)(logits).data())]).toEqual([1, -1]);
});

test('from probabilities alone it follows Keras: rows divided by their sum, then clipped', async () => {
  const prediction = tensor([
    [0.7, 0.2, 0.1],
    [0.5, 0.5, 1],
    [1, 0, 0],
  ]);
  const rows = tensor([
    [1, 0, 0],
    [0.2, 0.3, 0.5],
    [0, 1, 0],
  ]);
  const values = await categoricalCrossentropy().perSample(rows, prediction).data();
  // keras.losses.categorical_crossentropy, Keras 3.15
  [0.35667497, 1.0397208, 16.118095].forEach((expected, i) => {
    expect(values[i]).toBeCloseTo(expected, 5);
  });
});

test('logits of another activation than softmax are left alone', async () => {
  const { perSample } = categoricalCrossentropy();
  const prediction = tensor([[0.25, 0.75]]);
  const value = perSample(target, prediction, { activation: 'sigmoid', value: tensor([[9, 9]]) });
  expect((await value.data())[0]).toBeCloseTo(-Math.log(0.75), 6);
});

test('fromLogits on a model that ends in a softmax is refused', () => {
  const { perSample } = categoricalCrossentropy({ fromLogits: true });
  expect(() => perSample(target, target, { activation: 'softmax', value: target })).toThrow(
    'categoricalCrossentropy: fromLogits is for a model that ends without softmax, and this one ends in it',
  );
});

test('integer labels are sent to the sparse loss', () => {
  expect(() => categoricalCrossentropy().perSample(tensor([1]), target)).toThrow(
    "the target must have the prediction's shape [1, 2], got [1]; integer labels go with sparseCategoricalCrossentropy",
  );
});

test('a single class is refused: it could never be wrong', () => {
  expect(() => categoricalCrossentropy().perSample(tensor([[1]]), tensor([[0.3]]))).toThrow(
    'categoricalCrossentropy: the prediction must end in an axis of at least 2 classes, got [1, 1]; a single probability goes with binaryCrossentropy',
  );
});

test('options are checked', () => {
  expect(() => categoricalCrossentropy({ labelSmoothing: -0.1 })).toThrow(
    'labelSmoothing must be from 0 to 1, got -0.1',
  );
  expect(() => categoricalCrossentropy({ labelSmoothing: 1.5 })).toThrow('labelSmoothing must be from 0 to 1, got 1.5');
  expect(() => categoricalCrossentropy({ fromLogit: true } as object)).toThrow(
    'categoricalCrossentropy: unknown option "fromLogit"; did you mean "fromLogits"?',
  );
  expect(() => categoricalCrossentropy({ fromLogits: 'yes' as never })).toThrow(
    'fromLogits must be true or false, got "yes"',
  );
});
