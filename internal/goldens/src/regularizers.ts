import { l1, l2 } from '@kindling/models';
import { reshape, type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import { difference, type Golden, readNumbers, relative, tensorOf } from './golden.ts';
import { type Distance, pullBack } from './gradient.ts';

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
export const measureRegularizer = async (regularizerCase: RegularizerCase): Promise<Required<Distance>> => {
  const { penalty } = regularizers[regularizerCase.regularizer](...regularizerCase.arguments);
  const weight = tensorOf(regularizerCase.weight);
  const [found] = pullBack((w: Tensor) => reshape(penalty(w), [1]), [weight], tensor1d([1]));
  return {
    forward: relative((await penalty(weight).data())[0]!, regularizerCase.value),
    gradient: await difference(found!, regularizerCase.gradient),
  };
};
