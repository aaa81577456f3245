import { adamStep, readOptions } from '@kindling/core';
import { momentsTable } from '../tables.ts';
import { perParameter, type Transform } from '../transform.ts';
import { finishByStep } from './finishByStep.ts';

export interface ScaleByAdamOptions {
  /** β₁, at least 0 and below 1: how slowly the mean of the gradients forgets. Default: 0.9. */
  beta1?: number | undefined;
  /** β₂, at least 0 and below 1: how slowly the mean of their squares forgets. Default: 0.999. */
  beta2?: number | undefined;
  /** ε, at least 0: keeps the division from running off where gradients are small. Default: 1e-7. */
  epsilon?: number | undefined;
}

/**
 * Adam's direction and length (Kingma & Ba, arXiv:1412.6980, end of section 2), with the learning rate η in it,
 * t = step + 1:
 *
 *     m ← β₁ m + (1 - β₁) g,   v ← β₂ v + (1 - β₂) g²,   u = η √(1 - β₂ᵗ) / (1 - β₁ᵗ) · m / (√v + ε)
 *
 * The slots hold m and v, as Keras's and PyTorch's do: sums with a gain of 1, which save two of thirteen operations
 * where no backend has one for all, could not be handed over to a fused kernel and back without a rounding.
 *
 * @throws Error for an option out of its range or unknown.
 * @example
 * ```ts
 * import { chain, clipByGlobalNorm, scaleByAdam } from '@kindling/train';
 *
 * const optimizer = chain({ kind: 'clippedAdam', learningRate: 1e-3 }, clipByGlobalNorm(1), scaleByAdam());
 * ```
 */
export const scaleByAdam = (options: ScaleByAdamOptions = {}): Transform => {
  const { beta1, beta2, epsilon } = readOptions('scaleByAdam', momentsTable, options);
  const gains = { first: 1 - beta1, second: 1 - beta2 };
  const transform = perParameter({
    kind: 'adam',
    slots: { m: 0, v: 0 },
    scalars: (step, learningRate) => {
      const unbiased = Math.sqrt(1 - beta2 ** (step + 1)) / (1 - beta1 ** (step + 1));
      return { beta1, beta2, alpha: learningRate * unbiased, epsilon };
    },
    update: ({ update: gradient, ...own }) => adamStep.direction({ gradient, ...own }, gains),
  });
  return { ...transform, finish: (flow, own, inPlace) => finishByStep(adamStep, flow, own, { ...gains, inPlace }) };
};
