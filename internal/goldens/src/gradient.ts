import { grads, type Tensor } from '@tensorflow/tfjs-core';

/** The gradients of sum(f(xs) · cotangent) by each of xs. */
export const pullBack = (f: (...xs: Tensor[]) => Tensor, xs: readonly Tensor[], cotangent: Tensor): Tensor[] =>
  grads(f)([...xs], cotangent);

/** How far an output and its gradients are from Keras's; without a gradient, where there is none to take. */
export interface Distance {
  readonly forward: number;
  readonly gradient?: number;
}
