import { grad, grads, mul, sum, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { input, positive, testBackends, testKernel, useBackend } from '@tests/kit';
import { expect, test } from 'vitest';
import { neededGradients, registerGradients } from '../gradients/needed.ts';
import { offers } from './offers.ts';
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

/** Two rows of which the class 2 is ruled out: by a logit of -1e30, or of -Infinity. */
const rowsWith = (out: number): Tensor =>
  tensor([
    [0.5, -1, out, 2],
    [3, 1, out, 0],
  ]);
const wanted = tensor([
  [0, 1, 0, 0],
  [0.25, 0.25, 0, 0.5],
]);

test.each(testBackends)('a class ruled out counts 0 in value and gradients of both orders (%s)', async (backend) => {
  await useBackend(backend);
  registerGradients(neededGradients);
  const cost = (logits: Tensor, target: Tensor): Tensor => sum(softmaxCrossEntropy({ logits, target }));
  const slope = (logits: Tensor): Tensor => grad((z: Tensor) => cost(z, wanted))(logits);
  const ways = tensor([
    [1, -2, 0.5, 3],
    [0.25, 1, -1, 2],
  ]);
  const bend = grad((z: Tensor) => sum(mul(slope(z), ways)));
  const found = async (out: number): Promise<number[][]> => {
    const logits = rowsWith(out);
    const [byLogits, byTarget] = grads(cost)([logits, wanted]) as [Tensor, Tensor];
    const value = softmaxCrossEntropy({ logits, target: wanted });
    // Composed, it is made of tfjs's logSoftmax, which has no second gradient.
    const values = [value, byLogits, byTarget, ...(offers(SoftmaxCrossEntropy) ? [bend(logits)] : [])];
    return Promise.all(values.map(async (each) => [...(await each.data())]));
  };
  const [finite, infinite] = [await found(-1e30), await found(Number.NEGATIVE_INFINITY)];
  const byTarget = finite[2]!.map((value, i) => (i % 4 === 2 ? 0 : value));
  expect(infinite[2]!.map((value) => value + 0)).toEqual(byTarget);
  for (const at of [0, 1, 3]) expect(infinite[at]).toEqual(finite[at]);
});

test.each(testBackends)('a class that is ruled out and wanted costs Infinity, and NaN stays (%s)', async (backend) => {
  await useBackend(backend);
  const target = tensor([0, 0, 1, 0, 0, 0, 0, 0], [2, 4]);
  const logits = tensor([0.5, -1, Number.NEGATIVE_INFINITY, 2, 0, Number.NaN, 0, 0], [2, 4]);
  expect([...(await softmaxCrossEntropy({ logits, target }).data())]).toEqual([Number.POSITIVE_INFINITY, Number.NaN]);
});
