import '@tensorflow/tfjs-backend-cpu';
import { neededGradients, registerGradients } from '@kindling/core';
import { grad, sum, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { meanAbsoluteError } from './meanAbsoluteError.ts';

registerGradients(neededGradients);

test('a prediction that is right pulls in no direction', async () => {
  const target = tensor([[1, 0, 2]], [1, 3], 'int32');
  const cost = (p: Tensor): Tensor => sum(meanAbsoluteError().perSample(target, p));
  const slopes = await grad(cost)(tensor([[1, 3, 0]])).data();
  expect([...slopes]).toEqual([0, Math.fround(1 / 3), Math.fround(-1 / 3)]);
});
