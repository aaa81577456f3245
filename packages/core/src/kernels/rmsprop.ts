import { add, div, mul, sqrt, square } from '@tensorflow/tfjs-core';
import type { OptimizerStep } from './optimizerStep.ts';

/**
 * One step of RMSprop (Hinton, Neural Networks for Machine Learning, lecture 6e) for all parameters at once, with the
 * bits of these operations one by one:
 *
 *     V ← ρ V + g²,   p ← p - g / √(V + ε) · η
 */
export const rmspropStep: OptimizerStep<'rho' | 'rate' | 'epsilon', 'v'> = {
  name: 'KindlingRmsprop',
  scalars: ['rho', 'rate', 'epsilon'],
  slots: ['v'],
  direction: ({ gradient, slots, scalars: { rho, rate, epsilon } }) => {
    const v = add(mul(slots.v, rho), square(gradient));
    return { update: mul(div(gradient, sqrt(add(v, epsilon))), rate), slots: { v } };
  },
};
