import { flag, fraction, readOptions, withDefault } from '@kindling/core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { classCrossentropy, logitsUnder, smoothed } from './crossentropy.ts';
import type { Loss } from './loss.ts';
import { asFloat, meanOverRest, requireClasses, requireSameShape } from './shapes.ts';

export interface CategoricalCrossentropyOptions {
  /** Whether the prediction is logits: for a model that ends without a softmax. Default: false. */
  fromLogits?: boolean | undefined;
  /** s, from 0 to 1: targets become y (1 - s) + s / classes (Szegedy et al., arXiv:1512.00567). Default: 0. */
  labelSmoothing?: number | undefined;
}

const table = { fromLogits: withDefault(flag, false), labelSmoothing: withDefault(fraction, 0) };

/**
 * Categorical cross-entropy, -Σ_c y_c log p_c, of class weights y (one-hot rows, mostly) and probabilities p.
 *
 * Target and prediction: [batch, ..., classes], the same shape; integer targets are taken as float32.
 * - Where the model ends in a softmax, the loss is computed from what is under it, log p = z - log Σ exp z: a
 *   probability that has rounded to 0 still gives the true, finite loss and gradient.
 *   A class that a logit of -Infinity rules out counts 0, unless it is given weight, as by smoothed labels.
 * - Other probabilities are divided by their row's sum and clipped to [1e-7, 1 - 1e-7], as in Keras.
 *
 * @throws Error for an option out of its range or unknown; in training, Error when the shapes do not fit.
 * @example
 * ```ts
 * import { dense, input, sequential } from '@kindling/models';
 * import { categoricalCrossentropy, compile } from '@kindling/train';
 *
 * const net = sequential([input({ shape: [4] }), dense({ units: 3, activation: 'softmax' })]);
 * const trainer = compile(net, { optimizer: 'adam', loss: categoricalCrossentropy({ labelSmoothing: 0.1 }) });
 * ```
 * @see https://keras.io/api/losses/probabilistic_losses/#categoricalcrossentropy-class
 */
export const categoricalCrossentropy = (options: CategoricalCrossentropyOptions = {}): Loss => {
  const kind = 'categoricalCrossentropy';
  const { fromLogits, labelSmoothing } = readOptions(kind, table, options);
  return {
    kind,
    perSample: (target, prediction, logits) => {
      requireClasses(kind, prediction);
      requireSameShape(kind, target, prediction, remedy(target, prediction));
      const y = smoothed(asFloat(target), labelSmoothing, 1 / (prediction.shape.at(-1) ?? 1));
      const under = logitsUnder(kind, 'softmax', { prediction, logits, fromLogits });
      return meanOverRest(classCrossentropy(y, prediction, under));
    },
  };
};

categoricalCrossentropy.aliases = ['categorical_crossentropy', 'crossentropy', 'CategoricalCrossentropy'] as const;

const remedy = (target: Tensor, prediction: Tensor): string | undefined =>
  target.rank < prediction.rank || target.shape.at(-1) === 1
    ? '; integer labels go with sparseCategoricalCrossentropy'
    : undefined;
