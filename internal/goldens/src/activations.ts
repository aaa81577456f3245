import { type ActivationName, activation, input, sequential } from '@kindling/models';
import type { Tensor } from '@tensorflow/tfjs-core';
import { difference, type Golden, readNumbers, tensorOf } from './golden.ts';
import { type Distance, pullBack } from './gradient.ts';

export interface ActivationCase {
  readonly name: string;
  readonly activation: ActivationName;
  readonly input: Golden;
  readonly output: Golden;
  readonly cotangent: Golden;
  readonly gradient: Golden;
}

export const activationCases = readNumbers<{ cases: ActivationCase[] }>('activations').cases;

/** How far an activation, by its name, and its gradient are from Keras's. */
export const measureActivation = async (activationCase: ActivationCase): Promise<Required<Distance>> => {
  const model = sequential([
    input({ shape: activationCase.input.shape.slice(1) }),
    activation(activationCase.activation),
  ]);
  const f = (x: Tensor) => model.apply({ params: {}, state: {} }, x);
  const x = tensorOf(activationCase.input);
  const [found] = pullBack(f, [x], tensorOf(activationCase.cotangent));
  return {
    forward: await difference(f(x), activationCase.output),
    gradient: await difference(found!, activationCase.gradient),
  };
};
