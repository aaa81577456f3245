import { readOptions } from '@kindling/core';
import { chain } from './chain.ts';
import { clipAndDecay } from './common.ts';
import type { Optimizer, OptimizerOptions } from './optimizer.ts';
import { commonTable, momentsTable } from './tables.ts';
import { type ScaleByAdamOptions, scaleByAdam } from './transforms/scaleByAdam.ts';

export interface AdamOptions extends OptimizerOptions, ScaleByAdamOptions {
  /** η, a number of at least 0, or a schedule. Default: 0.001. */
  learningRate?: OptimizerOptions['learningRate'];
}

const table = { ...commonTable, ...momentsTable };

/**
 * Adam (Kingma & Ba, arXiv:1412.6980), in Keras's form, t = step + 1:
 *
 *     m ← β₁ m + (1 - β₁) g,   v ← β₂ v + (1 - β₂) g²,   p ← p - η √(1 - β₂ᵗ) / (1 - β₁ᵗ) · m / (√v + ε)
 *
 * @throws Error for an option out of its range or unknown.
 * @example
 * ```ts
 * import { adam } from '@kindling/train';
 *
 * const optimizer = adam({ learningRate: 5e-4, clipNorm: 1 });
 * ```
 * @see https://keras.io/api/optimizers/adam/
 */
export const adam = (options: AdamOptions = {}): Optimizer => {
  const { learningRate, beta1, beta2, epsilon, ...rest } = readOptions('adam', table, options);
  return chain({ kind: 'adam', learningRate }, ...clipAndDecay('adam', rest), scaleByAdam({ beta1, beta2, epsilon }));
};

adam.aliases = ['Adam'] as const;
