import '@tensorflow/tfjs-backend-cpu';
import {
  add,
  concat,
  expandDims,
  grad,
  greater,
  leakyRelu,
  logSoftmax,
  mean,
  mul,
  type NamedTensorMap,
  neg,
  registerKernel,
  relu,
  reshape,
  rsqrt,
  softmax,
  square,
  sub,
  sum,
  type Tensor,
  tidy,
  unregisterKernel,
  where,
} from '@tensorflow/tfjs-core';
import { expectGradient, gradientOf, input } from '@tests/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  BatchNorm,
  type BatchNormAttributes,
  BatchNormGrad,
  type BatchNormGradInputs,
  type BatchNormInputs,
  composeBatchNormGrad,
  runBatchNorm,
} from '../kernels/batchNorm.ts';
import {
  MovingAverage,
  type MovingAverageAttributes,
  type MovingAverageInputs,
  runMovingAverage,
} from '../kernels/movingAverage.ts';
import { ReluGrad, type ReluGradAttributes, type ReluGradInputs } from '../kernels/reluGrad.ts';
import {
  runSoftmaxCrossEntropy,
  SoftmaxCrossEntropy,
  SoftmaxCrossEntropyGrad,
  type SoftmaxCrossEntropyGradInputs,
  type SoftmaxCrossEntropyInputs,
} from '../kernels/softmaxCrossEntropy.ts';
import { furtherGradients } from './further.ts';
import { neededGradients, registerGradients } from './needed.ts';

registerGradients([...neededGradients, ...furtherGradients]);

/** How often each kernel ran. */
const runs: Record<string, number> = {};

/** Kernels for the cpu backend, made of its operations. */
const composed: Readonly<Record<string, (inputs: never, attributes: never) => Tensor | Tensor[]>> = {
  [BatchNorm]: ({ x, gamma, beta }: BatchNormInputs, { epsilon }: BatchNormAttributes) => {
    const axes = x.shape.slice(0, -1).map((_, axis) => axis);
    const center = mean(x, axes);
    const variance = mean(square(sub(x, center)), axes);
    return [add(mul(mul(sub(x, center), rsqrt(add(variance, epsilon))), gamma), beta), center, variance];
  },
  [BatchNormGrad]: ({ x, gamma, ...slopes }: BatchNormGradInputs, attributes: BatchNormAttributes) => {
    const { dx, dGamma, dBeta } = composeBatchNormGrad(slopes, { x, gamma }, attributes);
    return [dx, dGamma, dBeta];
  },
  [SoftmaxCrossEntropy]: ({ logits, target }: SoftmaxCrossEntropyInputs) =>
    neg(sum(mul(target, logSoftmax(logits)), -1)),
  [SoftmaxCrossEntropyGrad]: ({ dy, logits, target }: SoftmaxCrossEntropyGradInputs) =>
    mul(expandDims(dy, -1), sub(mul(softmax(logits), sum(target, -1, true)), target)),
  [MovingAverage]: ({ moving, now }: MovingAverageInputs, { momentum }: MovingAverageAttributes) =>
    add(mul(moving, momentum), mul(now, 1 - momentum)),
  [ReluGrad]: ({ dy, x }: ReluGradInputs, { alpha }: ReluGradAttributes) => where(greater(x, 0), dy, mul(dy, alpha)),
};

beforeAll(() => {
  for (const [kernelName, compute] of Object.entries(composed)) {
    registerKernel({
      kernelName,
      backendName: 'cpu',
      kernelFunc: ({ inputs, attrs }) => {
        runs[kernelName] = (runs[kernelName] ?? 0) + 1;
        return tidy(() => compute(inputs as NamedTensorMap as never, attrs as never));
      },
    });
  }
});
afterAll(() => {
  for (const kernelName of Object.keys(composed)) unregisterKernel(kernelName, 'cpu');
});

const counted = (kernel: string, run: () => void): number => {
  const before = runs[kernel] ?? 0;
  run();
  return (runs[kernel] ?? 0) - before;
};

const epsilon = 0.1;
/** All that a batch normalization gives, in one tensor. */
const everything = (x: Tensor, gamma: Tensor, beta: Tensor): Tensor => {
  const { y, mean, variance } = runBatchNorm({ x, gamma, beta }, { epsilon });
  return concat(
    [y, mean, variance].map((each) => reshape(each, [-1])),
    0,
  );
};
const normalized = (x: Tensor, gamma: Tensor, beta: Tensor): Tensor => runBatchNorm({ x, gamma, beta }, { epsilon }).y;

test('batch normalization is followed to input, gamma and beta, from its moments too', () => {
  const ran = counted(BatchNormGrad, () => {
    expectGradient(normalized, input(5, 3), input(3), input(3));
    expectGradient(everything, input(2, 2, 2, 3), input(3), input(3));
  });
  expect(ran).toBe(2);
});

test('the gradient of the normalization can be differentiated, by operations', () => {
  const slope = (x: Tensor, gamma: Tensor): Tensor =>
    grad((at: Tensor) => sum(square(everything(at, gamma, gamma))))(x);
  const ran = counted(BatchNormGrad, () => expectGradient(slope, input(4, 2), input(2)));
  // One for each of four measured slopes a number, none for the slope that is differentiated, one where its own y is.
  expect(ran).toBe(4 * (8 + 2) + 1);
});

const entropy = (logits: Tensor, target: Tensor): Tensor => runSoftmaxCrossEntropy({ logits, target });

test('softmax cross-entropy is followed to logits and targets, whatever these add up to', () => {
  const ran = counted(SoftmaxCrossEntropyGrad, () => {
    expectGradient(entropy, input(4, 3), input(4, 3));
    expectGradient(entropy, input(2, 2, 4), input(2, 2, 4));
  });
  expect(ran).toBe(2);
});

test('the gradient of the cross-entropy can be differentiated, by operations', () => {
  const slope = (logits: Tensor, target: Tensor): Tensor =>
    grad((at: Tensor) => sum(square(entropy(at, target))))(logits);
  expectGradient(slope, input(2, 3), input(2, 3));
});

test('a rectifier takes one kernel, and the same for the gradient of its gradient', () => {
  for (const rectify of [relu, (x: Tensor) => leakyRelu(x, 0.3)]) {
    expect(counted(ReluGrad, () => expectGradient((x) => rectify(x), input(3, 4)))).toBe(1);
    expectGradient((x) => grad((at: Tensor) => sum(square(mul(at, rectify(at)))))(x), input(7));
  }
  const bend = (x: Tensor): Tensor => grad((at: Tensor) => sum(square(relu(at))))(x);
  expect(gradientOf(bend, { shape: [3], values: [-1, 2, 3] })).toEqual([[0, 2, 2]]);
});

test('a moving average is followed to itself and to what it follows', () => {
  expectGradient((moving, now) => runMovingAverage({ moving, now }, { momentum: 0.9 }), input(3), input(3));
});
