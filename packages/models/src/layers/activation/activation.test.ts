import { square, tensor2d } from '@tensorflow/tfjs-core';
import { testLayer } from '@tests/kit';
import { expect, test } from 'vitest';
import type { ActivationName } from '../../activations/activation.ts';
import { input } from '../../layer/input.ts';
import { sequential } from '../../model/sequential.ts';
import { activation } from './activation.ts';

testLayer('activation', activation, { options: 'leaky_relu', reads: [[2, 3]], gives: [2, 3] });

test('a name or a function makes a layer, with the common options', async () => {
  const net = sequential([input({ shape: [2] }), activation('relu', { name: 'rectified' }), activation(square)]);
  expect(net.layers.map(({ name }) => name)).toEqual(['rectified', 'activation']);
  expect(await net.apply(net.init(), tensor2d([[-1, 3]])).array()).toEqual([[0, 9]]);
});

test('JSON keeps the name', () => {
  expect(JSON.parse(JSON.stringify(activation('tanh')))).toEqual({
    kind: 'activation',
    config: { activation: 'tanh' },
  });
  expect(activation({ activation: 'tanh', name: 'a' }).name).toBe('a');
});

test('a function cannot be saved, an unknown name not be used', () => {
  expect(() => JSON.stringify(activation(square))).toThrow(
    'activation: activation is a function, which JSON cannot carry; give it by name ("relu"), or make it a layer',
  );
  expect(() => activation('rellu' as ActivationName)).toThrow('activation: unknown activation "rellu"; did you mean');
});
