import { numberFrom, readOptions, withDefault } from '@kindling/core';
import type { AdamOptions } from './adam.ts';
import { chain } from './chain.ts';
import { clipAndDecay } from './common.ts';
import type { Optimizer } from './optimizer.ts';
import { commonTable, momentsTable } from './tables.ts';
import { scaleByAdam } from './transforms/scaleByAdam.ts';

export interface AdamWOptions extends AdamOptions {
  /** Decoupled weight decay d, at least 0. Default: 0.004. */
  weightDecay?: AdamOptions['weightDecay'];
}

const table = { ...commonTable, ...momentsTable, weightDecay: withDefault(numberFrom(0), 0.004) };

/**
 * Adam with decoupled weight decay d (Loshchilov & Hutter, arXiv:1711.05101): p ← (1 - η d) p, then Adam's update.
 *
 * @throws Error for an option out of its range or unknown.
 * @example
 * ```ts
 * import { adamW } from '@kindling/train';
 *
 * const optimizer = adamW({ learningRate: 5e-4, weightDecay: 0.01 });
 * ```
 * @see https://keras.io/api/optimizers/adamw/
 */
export const adamW = (options: AdamWOptions = {}): Optimizer => {
  const { learningRate, beta1, beta2, epsilon, ...rest } = readOptions('adamW', table, options);
  return chain({ kind: 'adamW', learningRate }, ...clipAndDecay('adamW', rest), scaleByAdam({ beta1, beta2, epsilon }));
};

adamW.aliases = ['adamw', 'AdamW'] as const;
