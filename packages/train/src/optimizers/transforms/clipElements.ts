import { requirePositive } from '@kindling/core';
import { clipByValue } from '@tensorflow/tfjs-core';
import { perParameter, type Transform } from '../transform.ts';

/**
 * Each number of an update held within ± c: u ← min(max(u, -c), c).
 *
 * @param limit c, above 0.
 * @throws RangeError when `limit` is not above 0.
 * @example
 * ```ts
 * import { chain, clipElements, scaleByRate } from '@kindling/train';
 *
 * const optimizer = chain({ kind: 'clippedSgd', learningRate: 0.1 }, clipElements(0.5), scaleByRate());
 * ```
 */
export const clipElements = (limit: number): Transform => {
  requirePositive('clipElements', 'limit', limit);
  return perParameter({
    kind: 'clipElements',
    update: ({ update }) => ({ update: clipByValue(update, -limit, limit) }),
  });
};
