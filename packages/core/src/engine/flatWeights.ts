import { reshape, Tensor } from '@tensorflow/tfjs-core';
import { show } from '../options/show.ts';

/**
 * Sample weights as `[batch]`: a column `[batch, 1]` of them is the same thing, as in Keras.
 *
 * @throws TypeError for what is no tensor, in the name of the owner
 */
export const flatWeights = (owner: string, sampleWeight: Tensor | undefined): Tensor | undefined => {
  if (sampleWeight === undefined) return undefined;
  if (!(sampleWeight instanceof Tensor)) {
    throw new TypeError(`${owner}: sampleWeight must be a tensor with one weight a sample, got ${show(sampleWeight)}`);
  }
  const { rank, shape }: Tensor = sampleWeight;
  return rank === 2 && shape[1] === 1 ? reshape(sampleWeight as Tensor, [-1]) : sampleWeight;
};
