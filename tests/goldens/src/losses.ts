import type { Logits } from '@kindling/models';
import {
  binaryCrossentropy,
  categoricalCrossentropy,
  type Loss,
  meanAbsoluteError,
  meanSquaredError,
  sparseCategoricalCrossentropy,
} from '@kindling/train';
import { mean, mul, reshape, sigmoid, softmax, type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import { difference, type Golden, readNumbers, tensorOf } from './golden.ts';
import { type Distances, pullBack } from './gradient.ts';

interface GoldenLoss {
  readonly name: string;
  readonly loss: keyof typeof losses;
  /** What the predictions are. */
  readonly from: 'values' | 'probabilities' | 'logits';
  readonly options: { readonly labelSmoothing?: number };
  readonly target: Golden;
  readonly prediction: Golden;
  readonly sampleWeight?: Golden;
  readonly value: number;
  readonly gradient: Golden;
}

/** `under`: the predictions are a model's softmax or sigmoid, whose logits the loss is shown. */
export type LossCase = GoldenLoss & { readonly under?: Logits['activation'] };

interface Options {
  readonly labelSmoothing?: number;
  readonly fromLogits?: boolean;
}

const losses = {
  meanSquaredError: (): Loss => meanSquaredError(),
  meanAbsoluteError: (): Loss => meanAbsoluteError(),
  categoricalCrossentropy: (options: Options) => categoricalCrossentropy(options),
  sparseCategoricalCrossentropy: ({ fromLogits }: Options) => sparseCategoricalCrossentropy({ fromLogits }),
  binaryCrossentropy: (options: Options) => binaryCrossentropy(options),
};

/** Logits reach a loss in two ways: as predictions, with `fromLogits`, or under the activation that a model ends in. */
const waysOf = (golden: GoldenLoss): LossCase[] => {
  if (golden.from !== 'logits') return [golden];
  const under = golden.loss === 'binaryCrossentropy' ? 'sigmoid' : 'softmax';
  return [golden, { ...golden, under, name: `${golden.name}, under a ${under}` }];
};

export const lossCases = readNumbers<{ cases: GoldenLoss[] }>('losses').cases.flatMap(waysOf);

const activations = { sigmoid, softmax };

const perSample = ({ loss, options, from, under, target }: LossCase, prediction: Tensor): Tensor => {
  const y = tensorOf(target);
  if (under === undefined) return losses[loss]({ ...options, fromLogits: from === 'logits' }).perSample(y, prediction);
  const logits: Logits = { activation: under, value: prediction };
  return losses[loss](options).perSample(y, activations[under](prediction), logits);
};

/** How far a batch's loss, (1/n) Σ w l, and its gradient are from Keras's. */
export const measureLoss = (lossCase: LossCase): Distances => {
  const { prediction, sampleWeight, value, gradient } = lossCase;
  const batchLoss = (p: Tensor): Tensor => {
    const each = perSample(lossCase, p);
    return reshape(mean(sampleWeight === undefined ? each : mul(each, tensorOf(sampleWeight))), [1]);
  };
  const p = tensorOf(prediction);
  return {
    forward: () => difference(batchLoss(p), { shape: [1], values: [value] }),
    gradient: () => difference(pullBack(batchLoss, [p], tensor1d([1]))[0]!, gradient),
  };
};
