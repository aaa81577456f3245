import '@tensorflow/tfjs-backend-cpu';
import { clone, dispose, memory, ones, type Tensor } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { input } from '../layer/input.ts';
import type { Weights } from '../layer/types.ts';
import { relu } from '../layers/activation/relu.ts';
import { dense } from '../layers/core/dense.ts';
import { concatenate } from '../layers/merge/concatenate.ts';
import { batchNormalization } from '../layers/normalization/batchNormalization.ts';
import { model } from './functional.ts';
import { sequential } from './sequential.ts';
import { type WeightsFromOptions, weightsFrom } from './weightsFrom.ts';

const base = sequential([
  input({ shape: [4] }),
  dense({ units: 8 }),
  batchNormalization(),
  relu(),
  dense({ units: 3 }),
]);
const trained = base.init({ seed: 1 });
const net = sequential([input({ shape: [4] }), ...base.layers.slice(0, -1), dense({ units: 2, name: 'head' })]);

const numbers = async (tree: Readonly<Record<string, Tensor>>) =>
  Object.fromEntries(await Promise.all(Object.entries(tree).map(async ([name, each]) => [name, await each.array()])));

test('layers get what stands under their names, those named begin anew as init draws them', async () => {
  const before = memory().numTensors;
  const weights = weightsFrom(net, trained, { fresh: ['head'], seed: 7 });
  expect(memory().numTensors - before).toBe(8);
  const anew = net.init({ seed: 7 });
  const { params, state } = trained;
  expect(await numbers(weights.params)).toEqual({
    ...(await numbers(anew.params)),
    ...(await numbers(Object.fromEntries(Object.entries(params).filter(([name]) => !name.startsWith('dense_1'))))),
  });
  expect(await numbers(weights.state)).toEqual(await numbers(state));
  expect(Object.keys(weights.params)).toEqual(Object.keys(net.weightShapes.params));
  dispose([weights, anew] as never);
  expect(memory().numTensors).toBe(before);
  expect(params['dense/kernel']!.isDisposed).toBe(false);
});

test('a model inside gets the weights that it had alone', async () => {
  const x = input({ shape: [4] });
  const features = model({ inputs: x, outputs: relu()(base.with({ name: 'base', trainable: false })(x)) });
  const outer = sequential([input({ shape: [4] }), features.with({ name: 'features' }), dense({ units: 2 })]);
  const whole = weightsFrom(features, trained, { within: 'base' });
  expect(await features.apply(whole, ones([1, 4])).array()).toEqual(await rectified(base.apply(trained, ones([1, 4]))));
  const deeper = weightsFrom(outer, whole, { within: 'features', fresh: ['features/base/dense_1'], seed: 3 });
  const drawn = outer.init({ seed: 3 });
  for (const [name, from] of [
    ['features/base/dense/kernel', trained.params['dense/kernel']],
    ['features/base/dense_1/kernel', drawn.params['features/base/dense_1/kernel']],
    ['dense/kernel', drawn.params['dense/kernel']],
  ] as const) {
    expect(await deeper.params[name]!.array(), name).toEqual(await from!.array());
  }
});

const rectified = async (x: Tensor) => ((await x.array()) as number[][]).map((row) => row.map((v) => Math.max(0, v)));

test('a layer taken from a model is called, also one that reads a list', () => {
  const [a, b] = [input({ shape: [2] }), input({ shape: [2] })];
  const pair = model({ inputs: { a, b }, outputs: dense({ units: 3 })(concatenate()([a, b])) });
  const [join, head] = pair.layers;
  const x = input({ shape: [2] });
  const again = model({ inputs: x, outputs: head!.with({ trainable: false })(join!([x, x])) });
  expect([again.weightShapes, again.trainable]).toEqual([pair.weightShapes, []]);
  expect(base.getLayer('relu')(x).shape).toEqual([null, 2]);
});

test('what is missing, freed or of another shape is named, with the remedy', () => {
  const from =
    (options?: object, weights: Weights = trained) =>
    () =>
      weightsFrom(net, weights, options as WeightsFromOptions);
  expect(from()).toThrow(
    'weightsFrom: the weights lack "head/kernel", "head/bias"; layers that begin anew are named: { fresh: ["head"] }',
  );
  const wide = sequential([input({ shape: [5] }), ...base.layers]);
  expect(() => weightsFrom(wide, trained)).toThrow(
    'weightsFrom: "dense/kernel" must be float32 [5, 8], got float32 [4, 8]; layers that begin anew are named: { fresh: ["dense"] }',
  );
  expect(from({ fresh: ['haed'] })).toThrow('weightsFrom: unknown layer in fresh "haed"; did you mean "head"?');
  expect(from({ within: 'base' })).toThrow('weightsFrom: unknown layer "base". Known: dense, batchNormalization, relu');
  expect(from({ fresh: 'head' })).toThrow('weightsFrom: fresh must be a list of layer names, got "head"');
  expect(from({ frehs: [] })).toThrow('weightsFrom: unknown option "frehs"; did you mean "fresh"?');
  expect(from({}, {} as Weights)).toThrow('weightsFrom: weights must be { params, state }');
  const freed = { ...trained, params: { ...trained.params, 'dense/bias': clone(trained.params['dense/bias']!) } };
  freed.params['dense/bias'].dispose();
  const before = memory().numTensors;
  expect(from({ fresh: ['head'] }, freed)).toThrow('weightsFrom: "dense/bias" was disposed of before');
  expect(memory().numTensors).toBe(before);
  const many = sequential([input({ shape: [4] }), ...Array.from({ length: 9 }, () => dense({ units: 4 }))]);
  expect(() => weightsFrom(many, { params: {}, state: {} })).toThrow(/and 12 more; .*"dense_5" and 3 more\] }$/);
});
