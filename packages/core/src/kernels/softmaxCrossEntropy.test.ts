import { input, positive, testKernel } from '@tests/kit';
import { SoftmaxCrossEntropy, SoftmaxCrossEntropyGrad, softmaxCrossEntropy } from './softmaxCrossEntropy.ts';

testKernel('softmaxCrossEntropy', {
  kernels: [SoftmaxCrossEntropy, SoftmaxCrossEntropyGrad],
  run: (logits, target) => softmaxCrossEntropy({ logits: logits!, target: target! }),
  cases: [
    [input(4, 3), positive(4, 3)],
    [input(2, 2, 7), input(2, 2, 7)],
  ],
});
