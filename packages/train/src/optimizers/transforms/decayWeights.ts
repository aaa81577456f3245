import { requireNumber } from '@kindling/core';
import { mul } from '@tensorflow/tfjs-core';
import { perParameter, type Transform } from '../transform.ts';

/**
 * Decoupled weight decay (Loshchilov & Hutter, arXiv:1711.05101): p ← (1 - η d) p before the update, η the learning
 * rate.
 *
 * @param decay d, at least 0.
 * @throws RangeError when `decay` is negative or no number.
 * @example
 * ```ts
 * import { chain, decayWeights, scaleByRate } from '@kindling/train';
 *
 * const optimizer = chain({ kind: 'decaySgd', learningRate: 0.1 }, decayWeights(5e-4), scaleByRate());
 * ```
 */
export const decayWeights = (decay: number): Transform => {
  requireNumber('decayWeights', 'decay', decay, 0);
  return perParameter({
    kind: 'decayWeights',
    scalars: (_step, learningRate) => ({ kept: 1 - learningRate * decay }),
    update: ({ param, scalars: { kept } }) => ({ param: mul(param, kept) }),
  });
};
