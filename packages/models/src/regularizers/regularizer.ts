import type { Tensor } from '@tensorflow/tfjs-core';

/** A price on a parameter, added to the loss. `kind` and `config` are what JSON keeps of it. */
export interface Regularizer {
  readonly kind: string;
  readonly config: object;
  /** The price as a scalar. */
  penalty(weight: Tensor): Tensor;
}

/**
 * Makes a regularizer, from its rate or its config; `kind` is the name by which `fromJSON` finds it in a vocabulary.
 */
export interface RegularizerFactory {
  (rate?: number | { readonly rate: number }): Regularizer;
  readonly kind: string;
}
