import { random } from '@kindling/core';
import { ones } from '@tensorflow/tfjs-core';
import { testLayer } from '@tests/kit';
import { expect, test } from 'vitest';
import { input } from '../../layer/input.ts';
import type { Input, SymbolicTensor } from '../../layer/layer.ts';
import { model } from '../../model/functional.ts';
import { sequential } from '../../model/sequential.ts';
import { dropout } from './dropout.ts';

testLayer('dropout', dropout, { options: { rate: 0.4 }, reads: [[4, 5]], gives: [4, 5] });

const draw = async (rate: number, key: number, training = true) => {
  const net = sequential([input({ shape: [1000] }), dropout({ rate })]);
  return net.apply(net.init(), ones([4, 1000]), { training, random: random(key) }).y.data();
};

test('a share of `rate` is dropped and the rest scaled, so that the mean stays', async () => {
  const values = await draw(0.25, 1);
  expect(new Set(values)).toEqual(new Set([0, Math.fround(1 / 0.75)]));
  const dropped = values.filter((value) => value === 0).length / values.length;
  expect(Math.abs(dropped - 0.25)).toBeLessThan(5 * Math.sqrt((0.25 * 0.75) / values.length));
});

test('the mask is that of the key', async () => {
  expect(await draw(0.5, 1)).toEqual(await draw(0.5, 1));
  expect(await draw(0.5, 1)).not.toEqual(await draw(0.5, 2));
});

test('two layers of a model, and two calls of one layer, have masks of their own', async () => {
  const kept = async (outputs: (x: Input) => SymbolicTensor) => {
    const x = input({ shape: [256] });
    const net = model({ inputs: x, outputs: outputs(x) });
    const { y } = net.apply(net.init(), ones([4, 256]), { training: true, random: random(3) });
    return (await y.data()).filter((value) => value > 0).length / y.size;
  };
  const [first, second] = [dropout({ rate: 0.5 }), dropout({ rate: 0.5 })];
  expect(await kept((x) => first(x))).toBeCloseTo(0.5, 1);
  expect(await kept((x) => second(first(x)))).toBeCloseTo(0.25, 1);
  expect(await kept((x) => first(first(x)))).toBeCloseTo(0.25, 1);
});

test('nothing is dropped in inference, or at a rate of 0', async () => {
  expect(new Set(await draw(0.5, 1, false))).toEqual(new Set([1]));
  expect(new Set(await draw(0, 1))).toEqual(new Set([1]));
});

test('in training it needs a key', () => {
  const net = sequential([input({ shape: [3] }), dropout({ rate: 0.5 })]);
  expect(() => net.apply(net.init(), ones([1, 3]), { training: true })).toThrow(
    'sequential: it draws random numbers; pass apply a step: { training, random: random(seed) }',
  );
});

test('a rate outside of 0 to 1 is refused', () => {
  expect(() => dropout({ rate: 1 })).toThrow('dropout: rate must be at least 0 and below 1, got 1');
  expect(() => dropout({ rate: -0.1 })).toThrow('got -0.1');
});
