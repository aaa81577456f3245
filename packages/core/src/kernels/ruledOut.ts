import { customGrad, equal, isInf, logicalAnd, type Tensor, where, zerosLike } from '@tensorflow/tfjs-core';

/** 0 where the mask says so, in all gradients too: the mask is no input, so that none goes its way. */
const zeroWhere = (mask: Tensor, values: Tensor): Tensor =>
  customGrad((x, save) => {
    (save as (tensors: Tensor[]) => void)([mask]);
    return {
      value: where(mask, zerosLike(x as Tensor), x as Tensor),
      gradFunc: (dy: Tensor, [saved]: Tensor[]) => zeroWhere(saved!, dy),
    };
  })(values);

/**
 * The logarithms that a cross-entropy multiplies by `weights`, but 0 where an infinite one has the weight 0: 0 · log 0
 * counts 0, in value and gradient. It happens where a logit of -Infinity rules a class out.
 */
export const withoutRuledOut = (weights: Tensor, logarithms: Tensor): Tensor =>
  zeroWhere(logicalAnd(equal(weights, 0), isInf(logarithms)), logarithms);
