import { flag, fraction, readOptions, withDefault, withoutRuledOut } from '@kindling/core';
import { add, log, mul, neg, softplus, sub, type Tensor } from '@tensorflow/tfjs-core';
import { clipped, logitsUnder, smoothed } from './crossentropy.ts';
import type { Loss } from './loss.ts';
import { asFloat, meanOverRest, requireSameShape } from './shapes.ts';

export interface BinaryCrossentropyOptions {
  /** Whether the prediction is logits: for a model that ends without a sigmoid. Default: false. */
  fromLogits?: boolean | undefined;
  /** s, from 0 to 1: targets become y (1 - s) + s / 2. Default: 0. */
  labelSmoothing?: number | undefined;
}

const table = { fromLogits: withDefault(flag, false), labelSmoothing: withDefault(fraction, 0) };

/**
 * Binary cross-entropy, -(1/n) Σ (y log p + (1 - y) log(1 - p)), of labels y and probabilities p, over all of a
 * sample's.
 *
 * Target and prediction: [batch, ...], the same shape; integer targets are taken as float32.
 * - Where the model ends in a sigmoid, the loss is computed from what is under it, -log p = softplus(-z) and
 *   -log(1 - p) = softplus(z): a probability that has rounded to 0 or 1 still gives the true, finite loss and gradient.
 *   What a logit of -Infinity or Infinity rules out counts 0 where its label is 0.
 * - Other probabilities are clipped to [1e-7, 1 - 1e-7] in float32, as in Keras.
 *
 * @throws Error for an option out of its range or unknown; in training, Error when the shapes differ.
 * @example
 * ```ts
 * import { dense, input, sequential } from '@kindling/models';
 * import { binaryCrossentropy, compile } from '@kindling/train';
 *
 * const net = sequential([input({ shape: [4] }), dense({ units: 1 })]);
 * const trainer = compile(net, { optimizer: 'adam', loss: binaryCrossentropy({ fromLogits: true }) });
 * ```
 * @see https://keras.io/api/losses/probabilistic_losses/#binarycrossentropy-class
 */
export const binaryCrossentropy = (options: BinaryCrossentropyOptions = {}): Loss => {
  const kind = 'binaryCrossentropy';
  const { fromLogits, labelSmoothing } = readOptions(kind, table, options);
  return {
    kind,
    perSample: (target, prediction, logits) => {
      requireSameShape(kind, target, prediction);
      const y = smoothed(asFloat(target), labelSmoothing, 1 / 2);
      const z = logitsUnder(kind, 'sigmoid', { prediction, logits, fromLogits });
      return meanOverRest(z === undefined ? fromProbabilities(y, clipped(prediction)) : fromLogit(y, z));
    },
  };
};

binaryCrossentropy.aliases = ['binary_crossentropy', 'bce', 'BCE', 'BinaryCrossentropy'] as const;

const fromProbabilities = (y: Tensor, p: Tensor): Tensor => neg(add(mul(y, log(p)), mul(sub(1, y), log(sub(1, p)))));

const fromLogit = (y: Tensor, z: Tensor): Tensor =>
  add(weighted(y, softplus(neg(z))), weighted(sub(1, y), softplus(z)));

const weighted = (weights: Tensor, costs: Tensor): Tensor => mul(weights, withoutRuledOut(weights, costs));
