import { mul } from '@tensorflow/tfjs-core';
import { perParameter, type Transform } from '../transform.ts';

/**
 * u ← η u, with the step's learning rate η.
 *
 * @example
 * ```ts
 * import { chain, scaleByRate } from '@kindling/train';
 *
 * const gradientDescent = chain({ kind: 'gradientDescent', learningRate: 0.1 }, scaleByRate());
 * ```
 */
export const scaleByRate = (): Transform =>
  perParameter({
    kind: 'scaleByRate',
    scalars: (_step, learningRate) => ({ learningRate }),
    update: ({ update, scalars: { learningRate } }) => ({ update: mul(update, learningRate) }),
  });
