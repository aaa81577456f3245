// internal: the steps of optimizers, number by number
import { f32x4 } from '../../assembler/vectors.ts';
import { keep } from '../elementwise/elementwise.ts';
import type { StepFormula } from './optimizerStep.ts';

const { add, div, mul, sqrt, sub } = f32x4;

/** M ← β₁ M + γ₁ g,   V ← β₂ V + γ₂ g²,   p ← p - M / (√V + ε) · α */
export const adamFormula: StepFormula = {
  slots: 2,
  scalars: 4,
  numbers: 2,
  next: (f, beta1, beta2, alpha, epsilon, gain1, gain2) => (p, g, m, v) => {
    const mean = keep(f, add(mul(m!, beta1!), mul(g!, gain1!)));
    const square = keep(f, add(mul(v!, beta2!), mul(mul(g!, g!), gain2!)));
    return [sub(p!, mul(div(mean, add(sqrt(square), epsilon!)), alpha!)), mean, square];
  },
};

/** v ← μ v + η g,   p ← p - v; looking ahead, p ← p - (μ v + η g) */
export const momentumFormula = (nesterov: boolean): StepFormula => ({
  slots: 1,
  scalars: 2,
  numbers: 0,
  next: (f, learningRate, momentum) => (p, g, v) => {
    const scaled = keep(f, mul(g!, learningRate!));
    const velocity = keep(f, add(mul(v!, momentum!), scaled));
    return [sub(p!, nesterov ? add(mul(velocity, momentum!), scaled) : velocity), velocity];
  },
});

/** V ← ρ V + g²,   p ← p - g / √(V + ε) · η */
export const rmspropFormula: StepFormula = {
  slots: 1,
  scalars: 3,
  numbers: 0,
  next: (f, rho, rate, epsilon) => (p, g, v) => {
    const square = keep(f, add(mul(v!, rho!), mul(g!, g!)));
    return [sub(p!, mul(div(g!, sqrt(add(square, epsilon!))), rate!)), square];
  },
};
