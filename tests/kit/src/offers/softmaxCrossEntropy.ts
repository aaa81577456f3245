import { SoftmaxCrossEntropy, SoftmaxCrossEntropyGrad, softmaxCrossEntropy } from '@kindling/core';
import { grads, sum, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { input, positive } from '../expectGradient.ts';
import { testOffered, valuesOf } from './testOffered.ts';

const { NaN: none, POSITIVE_INFINITY: infinity } = Number;
const rows = (...values: number[][]) => ({ shape: [values.length, values[0]!.length], values: values.flat() });
const loss = (logits?: Tensor, target?: Tensor): Tensor => softmaxCrossEntropy({ logits: logits!, target: target! });
const slope = (logits?: Tensor, target?: Tensor): Tensor => grads((z: Tensor) => sum(loss(z, target)))([logits!])[0]!;

/** The cross-entropy of a softmax, on the backend in use. */
export const testSoftmaxCrossEntropy = (): void => {
  testOffered('softmaxCrossEntropy', {
    kernels: [SoftmaxCrossEntropy, SoftmaxCrossEntropyGrad],
    run: loss,
    cases: [
      [input(4, 3), positive(4, 3)],
      [input(2, 2, 7), input(2, 2, 7)],
      [input(3, 150), positive(3, 150)],
    ],
  });

  test('however far apart the logits are, the loss and the slope are right', async () => {
    const inputs = [rows([60, -60], [-1e4, 1e4], [1e4, -1e4]), rows([0, 1], [1, 0], [1, 0])];
    expect((await valuesOf(loss, inputs)).map(Math.abs)).toEqual([120, 2e4, 0]);
    expect((await valuesOf(slope, inputs)).map((value) => value + 0)).toEqual([1, -1, -1, 1, 0, 0]);
  });

  test('what is not finite spoils only its own row', async () => {
    const inputs = [
      rows([1, 2, none, 4], [1, 2, 3, 4], [infinity, 0, 0, 0], [-infinity, -infinity, -infinity, -infinity]),
      rows([0, 0, 0, 1], [0, 0, 0, 1], [0, 0, 0, 1], [0, 0, 0, 1]),
    ];
    expect((await valuesOf(loss, inputs)).map(Number.isNaN)).toEqual([true, false, true, true]);
    const slopes = (await valuesOf(slope, inputs)).map(Number.isNaN);
    expect(slopes).toEqual([0, 1, 2, 3].flatMap((row) => Array<boolean>(4).fill(row !== 1)));
  });

  test('a class ruled out by -Infinity gives the bits of one far below', async () => {
    const with_ = (out: number) => [rows([0.5, -1, out, 2], [3, 1, out, 0]), rows([0, 1, 0, 0], [0.25, 0.25, 0, 0.5])];
    for (const run of [loss, slope])
      expect(await valuesOf(run, with_(-infinity))).toEqual(await valuesOf(run, with_(-1e30)));
    const wanted = [rows([1, -infinity, 2]), rows([0, 1, 0])];
    expect(await valuesOf(loss, wanted)).toEqual([infinity]);
    expect((await valuesOf(slope, wanted))[1]).toBe(-1);
  });

  test('shapes that do not fit are refused', () => {
    const [logits, target] = [tensor([[1, 2]]), tensor([[1, 2, 3]])];
    expect(() => loss(logits, target)).toThrow('KindlingSoftmaxCrossEntropy: target must be of [1,2], got [1,3]');
    const empty = tensor([], [1, 0]);
    expect(() => loss(empty, empty)).toThrow('logits must end in classes, got [1,0]');
  });
};
