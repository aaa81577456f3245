import '@tensorflow/tfjs-backend-cpu';
import { square, tensor1d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import type { Activation } from './activation.ts';
import { activate, resolveActivation } from './resolve.ts';

const x = tensor1d([-2, 0, 1]);
const values = async (activation: Activation) => Array.from(await resolveActivation('dense', activation)(x).data());

test('every name, and every alias, is its formula', async () => {
  const total = Math.exp(-2) + 1 + Math.E;
  const expected: Readonly<Record<Exclude<Activation, Function>, (value: number) => number>> = {
    linear: (value) => value,
    relu: (value) => Math.max(value, 0),
    leakyRelu: (value) => (value < 0 ? 0.2 * value : value),
    leaky_relu: (value) => (value < 0 ? 0.2 * value : value),
    sigmoid: (value) => 1 / (1 + Math.exp(-value)),
    tanh: Math.tanh,
    softmax: (value) => Math.exp(value) / total,
  };
  for (const [name, formula] of Object.entries(expected)) {
    for (const [i, value] of (await values(name as Activation)).entries()) {
      expect(value, name).toBeCloseTo(formula([-2, 0, 1][i]!), 6);
    }
  }
});

test('a function is taken as it is', async () => {
  expect(await values(square)).toEqual([4, 0, 1]);
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
