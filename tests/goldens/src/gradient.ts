import { grads, type Tensor } from '@tensorflow/tfjs-core';

/** The gradients of sum(f(xs) · cotangent) by each of xs. */
export const pullBack = (f: (...xs: Tensor[]) => Tensor, xs: readonly Tensor[], cotangent: Tensor): Tensor[] =>
  grads(f)([...xs], cotangent);

/** How far an output is from Keras's, and how far its gradients are; each is computed on demand. */
export interface Distances {
  forward(): Promise<number>;
  gradient(): Promise<number>;
}
