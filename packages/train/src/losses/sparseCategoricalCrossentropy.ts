import { flag, readOptions, withDefault } from '@kindling/core';
import { cast, div, equal, expandDims, range, reshape, sum, type Tensor } from '@tensorflow/tfjs-core';
import { classCrossentropy, logitsUnder } from './crossentropy.ts';
import type { Loss } from './loss.ts';
import { meanOverRest, requireClasses, requireLabels } from './shapes.ts';

export interface SparseCategoricalCrossentropyOptions {
  /** Whether the prediction is logits: for a model that ends without a softmax. Default: false. */
  fromLogits?: boolean | undefined;
}

const table = { fromLogits: withDefault(flag, false) };

/**
 * Categorical cross-entropy, -log p_y, of integer labels y in 0 .. classes - 1 and probabilities p.
 *
 * Prediction: [batch, ..., classes]; labels: [batch, ...] or [batch, ..., 1], int32 or float32.
 * - Where the model ends in a softmax, the loss is computed from what is under it, log p = z - log Σ exp z: a
 *   probability that has rounded to 0 still gives the true, finite loss and gradient.
 *   A class that a logit of -Infinity rules out counts 0, unless it is the label.
 * - Other probabilities are divided by their row's sum and clipped to [1e-7, 1 - 1e-7], as in Keras.
 *
 * A label that names no class (-1, 10 of 10, 1.5) gives a loss of NaN: nothing is read back from the device to refuse
 * it.
 *
 * @throws Error for an unknown option; in training, when the shapes do not fit.
 * @example
 * ```ts
 * import { dense, input, sequential } from '@kindling/models';
 * import { compile, sparseCategoricalCrossentropy } from '@kindling/train';
 *
 * const net = sequential([input({ shape: [4] }), dense({ units: 3 })]);
 * const trainer = compile(net, { optimizer: 'adam', loss: sparseCategoricalCrossentropy({ fromLogits: true }) });
 * ```
 * @see https://keras.io/api/losses/probabilistic_losses/#sparsecategoricalcrossentropy-class
 */
export const sparseCategoricalCrossentropy = (options: SparseCategoricalCrossentropyOptions = {}): Loss => {
  const kind = 'sparseCategoricalCrossentropy';
  const { fromLogits } = readOptions(kind, table, options);
  return {
    kind,
    perSample: (labels, prediction, logits) => {
      requireClasses(kind, prediction);
      requireLabels(kind, labels, prediction);
      const hits = isLabel(reshape(labels, prediction.shape.slice(0, -1)), prediction.shape.at(-1) ?? 0);
      const under = logitsUnder(kind, 'softmax', { prediction, logits, fromLogits });
      // One hit a label; none is 0 / 0.
      return meanOverRest(div(classCrossentropy(hits, prediction, under), sum(hits, -1)));
    },
  };
};

sparseCategoricalCrossentropy.aliases = ['sparse_categorical_crossentropy', 'SparseCategoricalCrossentropy'] as const;

/** 1 where the class is the label, as float32 [..., classes]. */
const isLabel = (labels: Tensor, classes: number): Tensor => {
  const numbers = labels.dtype === 'bool' ? cast(labels, 'int32') : labels;
  const dtype = numbers.dtype === 'int32' ? 'int32' : 'float32';
  return cast(equal(expandDims(numbers, -1), range(0, classes, 1, dtype)), 'float32');
};
