import '@tensorflow/tfjs-backend-cpu';
import { square, type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import type { Activation, ActivationName } from './activation.ts';
import { leakyRelu } from './leakyRelu.ts';
import { linear } from './linear.ts';
import { relu } from './relu.ts';
import { activate, resolveActivation } from './resolve.ts';
import { sigmoid } from './sigmoid.ts';
import { softmax } from './softmax.ts';
import { tanh } from './tanh.ts';

const x = tensor1d([-2, 0, 1]);

test('every name, and every alias, gives its activation', () => {
  const expected: Readonly<Record<ActivationName, (x: Tensor) => Tensor>> = {
    linear,
    relu,
    leakyRelu,
    leaky_relu: leakyRelu,
    sigmoid,
    tanh,
    softmax,
  };
  for (const [name, given] of Object.entries(expected))
    expect(resolveActivation('dense', name as Activation)).toBe(given);
});

test('a function is taken as it is', () => {
  expect(resolveActivation('dense', square)).toBe(square);
});

test('logits come with the probabilities', () => {
  expect(activate('dense', 'softmax', x).logits).toEqual({ activation: 'softmax', value: x });
  expect(activate('dense', 'sigmoid', x).logits).toEqual({ activation: 'sigmoid', value: x });
  expect(activate('dense', 'linear', x)).toEqual({ y: x });
});

test('an unknown name is refused with the nearest, and nothing is taken from prototypes', () => {
  const wrong = (given: unknown) => () => resolveActivation('dense', given as Activation);
  expect(wrong('rellu')).toThrow('dense: unknown activation "rellu"; did you mean "relu"? Known: linear, relu,');
  expect(wrong('constructor')).toThrow('dense: unknown activation "constructor". Known');
  expect(wrong(undefined)).toThrow('dense: unknown activation undefined');
});
