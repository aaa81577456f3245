import '@tensorflow/tfjs-backend-cpu';
import { tensor } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { meanSquaredError } from './meanSquaredError.ts';

test('integer targets cost what the same floats do', async () => {
  const prediction = tensor([[0.5, 2.25]]);
  const [exact, whole] = [tensor([[1, 2]]), tensor([[1, 2]], [1, 2], 'int32')];
  const { perSample } = meanSquaredError();
  expect(await perSample(whole, prediction).data()).toEqual(await perSample(exact, prediction).data());
});

test('a vector of targets beside a column of predictions is refused, with the remedy', () => {
  expect(() => meanSquaredError().perSample(tensor([1, 2]), tensor([[1], [2]]))).toThrow(
    "meanSquaredError: the target must have the prediction's shape [2, 1], got [2]; reshape the target to [2, 1]",
  );
});

test('predictions that are one number a sample are its loss, squared', async () => {
  expect([
    ...(await meanSquaredError()
      .perSample(tensor([1, 2]), tensor([3, 2]))
      .data()),
  ]).toEqual([4, 0]);
});
