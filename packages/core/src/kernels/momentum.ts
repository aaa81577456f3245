import { add, mul } from '@tensorflow/tfjs-core';
import type { OptimizerStep } from './optimizerStep.ts';

/**
 * One step of gradient descent with momentum (Polyak, 1964) for all parameters at once, with the bits of these
 * operations one by one:
 *
 *     u = η g,   v ← μ v + u,   p ← p - v
 *
 * with `nesterov` p ← p - (μ v + u) (Sutskever et al., 2013).
 */
export const momentumStep: OptimizerStep<'learningRate' | 'momentum', 'velocity'> = {
  name: 'KindlingMomentum',
  scalars: ['learningRate', 'momentum'],
  slots: ['velocity'],
  direction: ({ gradient, slots, scalars: { learningRate, momentum } }, { nesterov = false }) => {
    const scaled = mul(gradient, learningRate);
    const velocity = add(mul(slots.velocity, momentum), scaled);
    return { update: nesterov ? add(mul(velocity, momentum), scaled) : velocity, slots: { velocity } };
  },
};
