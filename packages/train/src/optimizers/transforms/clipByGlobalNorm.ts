import { mapValues, requirePositive, tidied } from '@kindling/core';
import { add, div, maximum, mul, scalar, sqrt, square, sub, sum, type Tensor } from '@tensorflow/tfjs-core';
import type { Transform } from '../transform.ts';

/**
 * All updates scaled alike, to at most the norm c of all together (Pascanu et al., arXiv:1211.5063):
 * u ← u · c / max(n, c), n = √(Σ ‖u‖₂²). A single update that is infinite or NaN makes all of them NaN, as in Keras.
 *
 * @param norm c, above 0.
 * @throws RangeError when `norm` is not above 0.
 * @example
 * ```ts
 * import { chain, clipByGlobalNorm, scaleByAdam } from '@kindling/train';
 *
 * const optimizer = chain({ kind: 'clippedAdam', learningRate: 1e-3 }, clipByGlobalNorm(1), scaleByAdam());
 * ```
 */
export const clipByGlobalNorm = (norm: number): Transform => {
  requirePositive('clipByGlobalNorm', 'norm', norm);
  return {
    kind: 'clipByGlobalNorm',
    scalars: () => ({ norm }),
    update: ({ params, updates }, { scalars }) => {
      const most = scalars.norm as Tensor;
      const clipped = tidied(() => {
        const squares = Object.values(updates).map((update) => sum(square(update)));
        const length = sqrt(squares.reduce((total, one) => add(total, one), scalar(0)));
        const infinite = sub(length, length); // 0, and NaN where the length is infinite
        const scale = add(div(most, maximum(length, most)), infinite);
        return mapValues(updates, (update) => mul(update, scale));
      });
      return { params, updates: clipped };
    },
  };
};
