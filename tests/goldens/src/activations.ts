import { type ActivationName, activation, input, sequential } from '@kindling/models';
import type { Tensor } from '@tensorflow/tfjs-core';
import { difference, type Golden, readNumbers, tensorOf } from './golden.ts';
import { type Distances, pullBack } from './gradient.ts';

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
export const measureActivation = (activationCase: ActivationCase): Distances => {
  const model = sequential([
    input({ shape: activationCase.input.shape.slice(1) }),
    activation(activationCase.activation),
  ]);
  const f = (x: Tensor) => model.apply({ params: {}, state: {} }, x);
  const x = tensorOf(activationCase.input);
  return {
    forward: () => difference(f(x), activationCase.output),
    gradient: () => difference(pullBack(f, [x], tensorOf(activationCase.cotangent))[0]!, activationCase.gradient),
  };
};
