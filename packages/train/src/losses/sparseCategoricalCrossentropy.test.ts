import '@tensorflow/tfjs-backend-cpu';
import { neededGradients, registerGradients } from '@kindling/core';
import { grad, softmax, sum, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { sparseCategoricalCrossentropy } from './sparseCategoricalCrossentropy.ts';

registerGradients(neededGradients);

const { perSample } = sparseCategoricalCrossentropy();
const prediction = tensor([
  [0.7, 0.2, 0.1],
  [0.5, 0.5, 1],
]);
// keras.losses.sparse_categorical_crossentropy, Keras 3.15
const costs = [0.35667497, Math.LN2];

test.each([
  ['a vector of int32', tensor([0, 2], [2], 'int32')],
  ['a vector of float32', tensor([0, 2])],
  ['a column', tensor([[0], [2]], [2, 1], 'int32')],
])('labels may be %s', async (_, labels) => {
  const values = await perSample(labels, prediction).data();
  costs.forEach((cost, i) => {
    expect(values[i]).toBeCloseTo(cost, 6);
  });
});

test('boolean labels are classes 0 and 1', async () => {
  const values = await perSample(
    tensor([false, true]),
    tensor([
      [0.25, 0.75],
      [0.25, 0.75],
    ]),
  ).data();
  expect(values[0]).toBeCloseTo(-Math.log(0.25), 6);
  expect(values[1]).toBeCloseTo(-Math.log(0.75), 6);
});

test.each([-1, 3, 0.5, Number.NaN])(
  'the label %s, of three classes, costs NaN and not a silent zero',
  async (label) => {
    const values = await perSample(tensor([label, 2]), prediction).data();
    expect(values[0]).toBeNaN();
    expect(values[1]).toBeCloseTo(Math.LN2, 6);
  },
);

test('a probability that rounds to 0 gives the true loss and slope, through the logits under it', async () => {
  const cost = (z: Tensor): Tensor =>
    sum(perSample(tensor([1], [1], 'int32'), softmax(z), { activation: 'softmax', value: z }));
  const logits = tensor([[60, -60]]);
  expect([...(await cost(logits).data())]).toEqual([120]);
  expect([...(await grad(cost)(logits).data())]).toEqual([1, -1]);
});

test('one-hot rows are sent to the categorical loss', () => {
  expect(() => perSample(prediction, prediction)).toThrow(
    'sparseCategoricalCrossentropy: the labels must have the shape [2], got [2, 3]; rows as long as that go with categoricalCrossentropy',
  );
});
