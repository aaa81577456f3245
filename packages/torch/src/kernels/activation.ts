// internal: what fused kernels end with
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Handle } from '../operators/kinds.ts';
import type { Torch } from '../torch.ts';
import { elu, leaky } from './unary.ts';

/** What tfjs gives of it. */
export interface Activation {
  readonly activation: string | null | undefined;
  readonly leakyreluAlpha?: number | undefined;
  /** Of `prelu`. */
  readonly preluActivationWeights?: TensorInfo | undefined;
}

type Formula = (x: Handle, torch: Torch, options: Activation) => Handle;

const formulas: Readonly<Record<string, Formula>> = {
  linear: (x) => x,
  relu: (x, torch) => torch.relu(x),
  relu6: (x, torch) => torch.relu6(x),
  elu,
  sigmoid: (x, torch) => torch.sigmoid(x),
  leakyrelu: (x, torch, { leakyreluAlpha = 0.2 }) => leaky(x, torch.constant(leakyreluAlpha), torch),
  prelu: (x, torch, { preluActivationWeights }) => {
    if (preluActivationWeights === undefined) throw new Error('prelu: preluActivationWeights must be given');
    return leaky(x, torch.input(preluActivationWeights), torch);
  },
};

export const activated = (x: Handle, options: Activation, torch: Torch): Handle => {
  const name = options.activation ?? 'linear';
  const formula = formulas[name];
  if (formula === undefined) {
    throw new Error(`torch: activation must be one of ${Object.keys(formulas).join(', ')}, got ${name}`);
  }
  return formula(x, torch, options);
};
