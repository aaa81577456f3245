import { requireOptions } from '@kindling/core';
import { chain } from './chain.ts';
import { adamOptions, clipAndDecay } from './common.ts';
import type { Optimizer, OptimizerOptions } from './optimizer.ts';
import { type ScaleByAdamOptions, scaleByAdam } from './transforms/scaleByAdam.ts';

export interface AdamOptions extends OptimizerOptions, ScaleByAdamOptions {}

/**
 * Adam (Kingma & Ba, arXiv:1412.6980), in Keras's form, t = step + 1:
 *
 *     m ← β₁ m + (1 - β₁) g,   v ← β₂ v + (1 - β₂) g²,   p ← p - η √(1 - β₂ᵗ) / (1 - β₁ᵗ) · m / (√v + ε)
 *
 * @param options `learningRate` η (0.001), `beta1` (0.9) and `beta2` (0.999) in [0, 1), `epsilon` (1e-7), and those of
 *   every optimizer: `clipNorm`, `globalClipNorm`, `clipValue`, `weightDecay`.
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
  requireOptions('adam', options, adamOptions);
  const { learningRate = 1e-3, beta1, beta2, epsilon } = options;
  return chain(
    { kind: 'adam', learningRate },
    ...clipAndDecay('adam', options),
    scaleByAdam({ beta1, beta2, epsilon }),
  );
};
