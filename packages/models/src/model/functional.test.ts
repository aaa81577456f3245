import '@tensorflow/tfjs-backend-cpu';
import { ones, type Tensor, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { input } from '../layer/input.ts';
import { activation } from '../layers/activation/activation.ts';
import { softmax } from '../layers/activation/softmax.ts';
import { dense } from '../layers/core/dense.ts';
import { add } from '../layers/merge/add.ts';
import { concatenate } from '../layers/merge/concatenate.ts';
import { flatten } from '../layers/shape/flatten.ts';
import { model } from './functional.ts';
import type { Model } from './model.ts';
import { sequential } from './sequential.ts';

const siamese = () => {
  const [left, right] = [input({ shape: [6] }), input({ shape: [6] })];
  const shared = dense({ units: 8 });
  const joined = concatenate()([shared(left), shared(right)]);
  return model({ inputs: { left, right }, outputs: softmax()(dense({ units: 3 })(joined)) });
};

test('the functional form is the sequential form with the same weights', async () => {
  const images = input({ shape: [4, 4, 1] });
  let x = flatten()(images);
  x = dense({ units: 5 })(x);
  x = activation('relu')(x);
  const functional = model({ inputs: images, outputs: dense({ units: 2, activation: 'softmax' })(x) });
  const same = sequential([
    input({ shape: [4, 4, 1] }),
    flatten(),
    dense({ units: 5, activation: 'relu' }),
    dense({ units: 2, activation: 'softmax' }),
  ]);
  expect(functional.weightShapes).toEqual(same.weightShapes);
  const picture = ones([2, 4, 4, 1]);
  expect(await functional.apply(functional.init({ seed: 3 }), picture).array()).toEqual(
    await same.apply(same.init({ seed: 3 }), picture).array(),
  );
});

test('a shared layer has its weights once', () => {
  expect(siamese().countParameters()).toBe(6 * 8 + 8 + 16 * 3 + 3);
  expect(siamese().layers.map(({ name }) => name)).toEqual(['dense', 'concatenate', 'dense_1', 'softmax']);
});

test('inputs and outputs are records by the names that were given', async () => {
  const [left, right] = [input({ shape: [2], name: 'other' }), input({ shape: [2], dtype: 'int32' })];
  const sum = add()([left, right]);
  const net = model({ inputs: { left, right }, outputs: { sum, chance: softmax()(sum) } });
  net satisfies Model<{ left: Tensor; right: Tensor }, { sum: Tensor; chance: Tensor }>;
  const x = tensor2d([[1, 2]]);
  expect([net.inputNames, net.outputNames]).toEqual([
    ['left', 'right'],
    ['sum', 'chance'],
  ]);
  expect([net.inputShape, net.outputShape]).toEqual([
    { left: [null, 2], right: [null, 2] },
    { sum: [null, 2], chance: [null, 2] },
  ]);
  expect(net.inputs.map(({ name, dtype }) => [name, dtype])).toEqual([
    ['left', 'float32'],
    ['right', 'int32'],
  ]);
  const out = net.apply(net.init(), { right: tensor2d([[3, 4]], [1, 2], 'int32'), left: x }, { training: true });
  expect(await out.y.sum.array()).toEqual([[4, 6]]);
  expect(Object.keys(out.y)).toEqual(['sum', 'chance']);
  expect(out.logits?.sum).toBeUndefined();
  expect(out.logits?.chance?.value).toBe(out.y.sum);
});

test('a model inside a model is typed and fed by its names', async () => {
  const pair = siamese().with({ name: 'pair' });
  const [a, b] = [input({ shape: [6] }), input({ shape: [6] })];
  const outer = model({ inputs: { a, b }, outputs: pair({ left: a, right: b }) });
  const { params } = outer.init({ seed: 1 });
  expect(Object.keys(params)[0]).toBe('pair/dense/kernel');
  const own = Object.fromEntries(Object.entries(params).map(([name, tensor]) => [name.slice(5), tensor]));
  const [left, right] = [ones([1, 6]), zeros([1, 6])];
  expect(await outer.apply({ params, state: {} }, { a: left, b: right }).array()).toEqual(
    await pair.apply({ params: own, state: {} }, { left, right }).array(),
  );
  // @ts-expect-error it reads a record
  expect(() => pair(a)).toThrow('pair: the input "left" must be [null, 6], got nothing');
});

test('what does not fit together is refused where it is written', () => {
  const [images, x] = [input({ shape: [32, 32, 3], name: 'images' }), input({ shape: [4] })];
  const outputs = dense({ units: 10, name: 'probabilities' })(flatten()(images));
  expect(() => model({ inputs: x, outputs })).toThrow(
    `model: the output "probabilities" reads the input "images" [null, 32, 32, 3], which is not among the model's inputs: "input" [null, 4]`,
  );
  expect(() => model({ inputs: { images, x }, outputs })).toThrow('model: no output reads the input "x"');
  expect(() => model({ inputs: { a: x, b: x }, outputs: x })).toThrow('model: an input stands twice among the inputs');
  expect(() => model({ inputs: outputs as never, outputs })).toThrow(
    'model: inputs must be what input() gives, or a record',
  );
  expect(() => model({ inputs: [images] as never, outputs })).toThrow('model: inputs must be what input() gives');
  expect(() => model({ inputs: images, outputs: { 'a/b': outputs } })).toThrow(
    'model: a key of outputs must be a string of 1 to 200 characters without "/", got "a/b"',
  );
  expect(() => model({ inputs: images, outputs: {} })).toThrow('model: outputs must be what a layer gives');
  expect(() => model({ inputs: images, output: outputs } as never)).toThrow(
    'model: unknown option "output"; did you mean "outputs"?',
  );
});
