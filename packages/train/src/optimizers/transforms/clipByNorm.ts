import { requirePositive } from '@kindling/core';
import { div, maximum, mul, sqrt, square, sum } from '@tensorflow/tfjs-core';
import { perParameter, type Transform } from '../transform.ts';

/**
 * Each parameter's update shortened to at most the norm c (Pascanu et al., arXiv:1211.5063): u ← u · c / max(‖u‖₂, c).
 *
 * @param norm c, above 0.
 * @throws RangeError when `norm` is not above 0.
 * @example
 * ```ts
 * import { chain, clipByNorm, scaleByRate } from '@kindling/train';
 *
 * const optimizer = chain({ kind: 'clippedSgd', learningRate: 0.1 }, clipByNorm(1), scaleByRate());
 * ```
 */
export const clipByNorm = (norm: number): Transform => {
  requirePositive('clipByNorm', 'norm', norm);
  return perParameter({
    kind: 'clipByNorm',
    scalars: () => ({ norm }),
    update: ({ update, scalars }) => {
      const length = sqrt(sum(square(update)));
      return { update: mul(update, div(scalars.norm, maximum(length, scalars.norm))) };
    },
  });
};
