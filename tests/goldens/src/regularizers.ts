import { l1, l2 } from '@kindling/models';
import { reshape, type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import { difference, type Golden, readNumbers, tensorOf } from './golden.ts';
import { type Distances, pullBack } from './gradient.ts';

export interface RegularizerCase {
  readonly name: string;
  readonly regularizer: keyof typeof regularizers;
  readonly arguments: readonly number[];
  readonly weight: Golden;
  readonly value: number;
  readonly gradient: Golden;
}

const regularizers = { l1, l2 };

export const regularizerCases = readNumbers<{ cases: RegularizerCase[] }>('regularizers').cases;

/** How far a penalty and its gradient are from Keras's. */
export const measureRegularizer = (regularizerCase: RegularizerCase): Distances => {
  const { penalty } = regularizers[regularizerCase.regularizer](...regularizerCase.arguments);
  const weight = tensorOf(regularizerCase.weight);
  const price = (w: Tensor) => reshape(penalty(w), [1]);
  return {
    forward: () => difference(price(weight), { shape: [1], values: [regularizerCase.value] }),
    gradient: () => difference(pullBack(price, [weight], tensor1d([1]))[0]!, regularizerCase.gradient),
  };
};
