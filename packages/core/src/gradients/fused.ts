// internal: part of the gradients in needed.ts and further.ts

import {
  add,
  div,
  engine,
  expandDims,
  type GradConfig,
  logSoftmax,
  mean,
  mul,
  neg,
  rsqrt,
  softmax,
  square,
  sub,
  sum,
  type Tensor,
  zerosLike,
} from '@tensorflow/tfjs-core';
import {
  BatchNorm,
  type BatchNormAttributes,
  type BatchNormGradInputs,
  type BatchNormGradOutputs,
  runBatchNormGrad,
} from '../kernels/batchNorm.ts';
import { MovingAverage, type MovingAverageAttributes } from '../kernels/movingAverage.ts';
import { offers } from '../kernels/offers.ts';
import { ReluGrad, type ReluGradAttributes, runReluGrad } from '../kernels/reluGrad.ts';
import { runSoftmaxCrossEntropyGrad, SoftmaxCrossEntropy } from '../kernels/softmaxCrossEntropy.ts';

/**
 * Whether the gradient that is being worked out is itself differentiated. Then it must be made of operations that have
 * gradients, and of inputs alone: what a kernel saved of its outputs is a constant to tfjs.
 */
const isDifferentiated = (): boolean => engine().state.gradientDepth > 0;

/** The gradient of a rectifier by one kernel; undefined where there is none. */
export const rectified = (dy: Tensor, x: Tensor, alpha: number): Tensor | undefined =>
  offers(ReluGrad) && x.dtype === 'float32' ? runReluGrad({ dy, x }, { alpha }) : undefined;

type Slopes = Pick<BatchNormGradInputs, 'dy' | 'dMean' | 'dVariance'>;

/** As `BatchNormGrad`, in operations, from the inputs alone. */
export const composeBatchNormGrad = (
  { dy, dMean, dVariance }: Slopes,
  { x, gamma }: Pick<BatchNormGradInputs, 'x' | 'gamma'>,
  { epsilon }: BatchNormAttributes,
): BatchNormGradOutputs => {
  const axes = x.shape.slice(0, -1).map((_, axis) => axis);
  const n = x.size / gamma.size;
  const centered = sub(x, mean(x, axes));
  const r = rsqrt(add(mean(square(centered), axes), epsilon));
  const normal = mul(centered, r);
  const dBeta = sum(dy, axes);
  const dGamma = sum(mul(dy, normal), axes);
  const ofY = mul(mul(gamma, r), sub(dy, div(add(dBeta, mul(normal, dGamma)), n)));
  const ofMoments = div(add(dMean, mul(mul(centered, 2), dVariance)), n);
  return { dx: add(ofY, ofMoments), dGamma, dBeta };
};

const batchNorm: GradConfig = {
  kernelName: BatchNorm,
  inputsToSave: ['x', 'gamma'],
  outputsToSave: [false, true, true],
  gradFunc: (given, [x, gamma, mean, variance], attributes) => {
    const [dy, dMean, dVariance] = given as [Tensor, Tensor, Tensor];
    const slopes = { dy, dMean, dVariance };
    const inputs = { x: x!, gamma: gamma! };
    const { epsilon } = attributes as unknown as BatchNormAttributes;
    const { dx, dGamma, dBeta } = isDifferentiated()
      ? composeBatchNormGrad(slopes, inputs, { epsilon })
      : runBatchNormGrad({ ...slopes, ...inputs, mean: mean!, variance: variance! }, { epsilon });
    return { x: () => dx, gamma: () => dGamma, beta: () => dBeta };
  },
};

const softmaxCrossEntropy: GradConfig = {
  kernelName: SoftmaxCrossEntropy,
  inputsToSave: ['logits', 'target'],
  gradFunc: (given, [logits, target]) => {
    const dy = given as Tensor;
    const each = (slope: Tensor): Tensor => mul(expandDims(dy, -1), slope);
    return {
      logits: () =>
        isDifferentiated()
          ? each(sub(mul(softmax(logits!), sum(target!, -1, true)), target!))
          : runSoftmaxCrossEntropyGrad({ dy, logits: logits!, target: target! }),
      target: () => each(neg(logSoftmax(logits!))),
    };
  },
};

/** Linear in dy, and flat in x. */
const reluGrad: GradConfig = {
  kernelName: ReluGrad,
  inputsToSave: ['x'],
  gradFunc: (given, [x], attributes) => ({
    dy: () => runReluGrad({ dy: given as Tensor, x: x! }, attributes as unknown as ReluGradAttributes),
    x: () => zerosLike(x!),
  }),
};

const movingAverage: GradConfig = {
  kernelName: MovingAverage,
  gradFunc: (given, _saved, attributes) => {
    const { momentum } = attributes as unknown as MovingAverageAttributes;
    return { moving: () => mul(given as Tensor, momentum), now: () => mul(given as Tensor, 1 - momentum) };
  },
};

/** Of the kernels that do several operations in one. */
export const fused: readonly GradConfig[] = [batchNorm, softmaxCrossEntropy, reluGrad, movingAverage];
