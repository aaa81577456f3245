import { tensor } from '@tensorflow/tfjs-core';
import { input, positive, testBackends, testKernel, useBackend } from '@tests/kit';
import { expect, test } from 'vitest';
import { SoftmaxCrossEntropy, SoftmaxCrossEntropyGrad, softmaxCrossEntropy } from './softmaxCrossEntropy.ts';

testKernel('softmaxCrossEntropy', {
  kernels: [SoftmaxCrossEntropy, SoftmaxCrossEntropyGrad],
  run: (logits, target) => softmaxCrossEntropy({ logits: logits!, target: target! }),
  cases: [
    [input(4, 3), positive(4, 3)],
    [input(2, 2, 7), input(2, 2, 7)],
  ],
});

test.each(testBackends)('a target of integers is a target too (%s)', async (backend) => {
  await useBackend(backend);
  const target = tensor([0, 1, 0], [1, 3], 'int32');
  const loss = softmaxCrossEntropy({ logits: tensor([[0, 0, 0]]), target });
  expect((await loss.data())[0]).toBeCloseTo(Math.log(3), 6);
});
