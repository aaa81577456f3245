import '@tensorflow/tfjs-backend-cpu';
import { memory, mul, ones, tensor2d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import * as layers from '../index.ts';
import { relu, softmax } from '../index.ts';
import { glorotUniform } from '../initializers/glorotUniform.ts';
import { defineLayer } from '../layer/defineLayer.ts';
import { input } from '../layer/input.ts';
import { dense } from '../layers/core/dense.ts';
import { dropout } from '../layers/core/dropout.ts';
import { add } from '../layers/merge/add.ts';
import { concatenate } from '../layers/merge/concatenate.ts';
import { batchNormalization } from '../layers/normalization/batchNormalization.ts';
import { flatten } from '../layers/shape/flatten.ts';
import { reshape } from '../layers/shape/reshape.ts';
import { model } from '../model/functional.ts';
import type { Model } from '../model/model.ts';
import { sequential } from '../model/sequential.ts';
import { random } from '../random.ts';
import { l2 } from '../regularizers/l2.ts';
import { fromJSON } from './fromJSON.ts';

/** The JSON of a model, made into a model and JSON again. */
const expectSame = <X, Y>(net: Model<X, Y>): Model<X, Y> => {
  const text = JSON.stringify(net);
  const again = fromJSON<X, Y>(JSON.parse(text), layers);
  expect(JSON.stringify(again)).toBe(text);
  expect(again.summary()).toBe(net.summary());
  expect(again.weightShapes).toEqual(net.weightShapes);
  expect(again.trainable).toEqual(net.trainable);
  return again;
};

test('a chain comes back with the same weights, outputs and masks', async () => {
  const net = sequential([
    input({ shape: [4, 2], name: 'x' }),
    reshape({ targetShape: [-1] }),
    dense({ units: 5, activation: 'tanh', kernelInitializer: glorotUniform({ seed: 3 }), kernelRegularizer: l2(0.1) }),
    batchNormalization({ trainable: false }),
    dropout({ rate: 0.5 }),
  ]);
  const again = expectSame(net);
  const [weights, x] = [net.init({ seed: 1 }), ones([2, 4, 2])];
  expect(await again.init({ seed: 1 }).params['dense/kernel']?.array()).toEqual(
    await weights.params['dense/kernel']?.array(),
  );
  const step = () => ({ training: true, random: random(2) });
  expect(await again.apply(weights, x, step()).y.array()).toEqual(await net.apply(weights, x, step()).y.array());
  expect(await again.penalty(weights.params)?.array()).toEqual(await net.penalty(weights.params)?.array());
});

test('a graph comes back: shared layers, models inside, several inputs and outputs', async () => {
  const [left, right] = [input({ shape: [3] }), input({ shape: [3], dtype: 'int32' })];
  const encoder = sequential([input({ shape: [3] }), dense({ units: 4 }), relu()], { name: 'encoder' });
  const fork = () => {
    const x = input({ shape: [4] });
    return model({ inputs: { x }, outputs: { twice: add()([x, x]), same: x }, name: 'fork' });
  };
  const { twice, same } = fork()({ x: encoder(left) });
  const joined = concatenate()([twice, same, encoder(right)]);
  const net = model({ inputs: { left, right }, outputs: { chance: softmax()(joined), joined } });
  const again = expectSame(net);
  const x = { left: tensor2d([[1, 2, 3]]), right: tensor2d([[4, 5, 6]], [1, 3], 'int32') };
  const weights = net.init({ seed: 1 });
  const [a, b] = [net.apply(weights, x), again.apply(weights, x)];
  expect(await b.chance.array()).toEqual(await a.chance.array());
  expect(await b.joined.array()).toEqual(await a.joined.array());
});

test("a user's own layers and initializers come from the vocabulary", async () => {
  const double = defineLayer()({ kind: 'double', call: (_options, { x }) => mul(x, 2) });
  const twos = Object.assign(
    () => ({ kind: 'twos', config: {}, values: (shape: readonly number[]) => mul(ones([...shape]), 2) }),
    { kind: 'twos' },
  );
  const own = sequential([input({ shape: [3] }), double(), dense({ units: 1, kernelInitializer: twos() })]);
  const spec = JSON.parse(JSON.stringify(own));
  const again = fromJSON(spec, { ...layers, double, twos });
  expect(await again.apply(again.init(), ones([1, 3])).array()).toEqual([[12]]);
  expect(() => fromJSON(spec, layers)).toThrow(
    /^fromJSON: unknown layer kind "double".* Known: .*dense.*; add your own layers to the vocabulary: \{ \.\.\.layers, "double": \.\.\. \}$/s,
  );
  expect(() => fromJSON(spec, { ...layers, double })).toThrow('fromJSON: unknown value kind "twos"');
});

test('a layer that holds a layer comes back', () => {
  const wrap = defineLayer<{ inner: ReturnType<typeof dense> }>()({
    kind: 'wrap',
    params: ({ inner }, shape) => inner.params(shape),
    output: ({ inner }, shape) => inner.output(shape),
    call: ({ inner }, io) => inner.call({ ...io, state: {} }).y,
  });
  const net = sequential([input({ shape: [3] }), wrap({ inner: dense({ units: 2 }) })]);
  const again = fromJSON(JSON.parse(JSON.stringify(net)), { ...layers, wrap });
  expect(JSON.stringify(again)).toBe(JSON.stringify(net));
  expect(again.weightShapes.params).toEqual({ 'wrap/kernel': [3, 2], 'wrap/bias': [2] });
});

test('a model with a function inside has no JSON', () => {
  const net = sequential([input({ shape: [3] }), flatten(), dense({ units: 1, activation: (x) => x, name: 'out' })]);
  expect(() => JSON.stringify(net)).toThrow('out: activation is a function, which JSON cannot carry');
});

test('nothing is allocated', () => {
  const before = memory().numTensors;
  expectSame(sequential([input({ shape: [3] }), dense({ units: 100 })]));
  expect(memory().numTensors).toBe(before);
});
