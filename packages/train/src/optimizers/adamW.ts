import { requireOptions } from '@kindling/core';
import type { AdamOptions } from './adam.ts';
import { chain } from './chain.ts';
import { adamOptions, clipAndDecay } from './common.ts';
import type { Optimizer } from './optimizer.ts';
import { scaleByAdam } from './transforms/scaleByAdam.ts';

/**
 * Adam with decoupled weight decay d (Loshchilov & Hutter, arXiv:1711.05101): p ← (1 - η d) p, then Adam's update.
 *
 * @param options Those of `adam`; `weightDecay` d is 0.004.
 * @throws Error for an option out of its range or unknown.
 * @example
 * ```ts
 * import { adamW } from '@kindling/train';
 *
 * const optimizer = adamW({ learningRate: 5e-4, weightDecay: 0.01 });
 * ```
 * @see https://keras.io/api/optimizers/adamw/
 */
export const adamW = (options: AdamOptions = {}): Optimizer => {
  requireOptions('adamW', options, adamOptions);
  const { learningRate = 1e-3, weightDecay = 0.004, beta1, beta2, epsilon } = options;
  return chain(
    { kind: 'adamW', learningRate },
    ...clipAndDecay('adamW', { ...options, weightDecay }),
    scaleByAdam({ beta1, beta2, epsilon }),
  );
};
