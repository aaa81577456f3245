import '@tensorflow/tfjs-backend-cpu';
import { memory, ones, type Tensor, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { input } from './input.ts';
import { activation } from './layers/activation.ts';
import { add } from './layers/add.ts';
import { batchNormalization } from './layers/batchNormalization.ts';
import { concatenate } from './layers/concatenate.ts';
import { dense } from './layers/dense.ts';
import { dropout } from './layers/dropout.ts';
import { flatten } from './layers/flatten.ts';
import { softmax } from './layers/softmax.ts';
import { type Model, model } from './model.ts';
import { random } from './random.ts';
import { l1 } from './regularizers/l1.ts';
import { l2 } from './regularizers/l2.ts';
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

test('logits come through a model inside a model', async () => {
  const inner = sequential([input({ shape: [2] }), dense({ units: 2, activation: 'softmax' })]);
  const outer = sequential([input({ shape: [2] }), dense({ units: 2 }), inner]);
  const { y, logits } = outer.apply(outer.init({ seed: 1 }), ones([1, 2]), { training: true });
  expect(logits?.activation).toBe('softmax');
  const e = (await logits!.value.data()).map(Math.exp);
  expect((await y.data())[0]).toBeCloseTo(e[0]! / (e[0]! + e[1]!), 6);
  const covered = sequential([input({ shape: [2] }), inner, dense({ units: 1 })]);
  expect(covered.apply(covered.init(), ones([1, 2]), { training: true }).logits).toBeUndefined();
});

test('apply leaves its output, the new state and logits behind, and nothing else', () => {
  const net = sequential([
    input({ shape: [2] }),
    dense({ units: 4 }),
    batchNormalization(),
    dropout({ rate: 0.5 }),
    dense({ units: 3, activation: 'softmax' }),
  ]);
  const [weights, x, wrong] = [net.init(), ones([5, 2]), zeros([5, 3])];
  const before = memory().numTensors;
  const y = net.apply(weights, x);
  expect(memory().numTensors - before).toBe(1);
  y.dispose();
  const out = net.apply(weights, x, { training: true, random: random(1) });
  expect(memory().numTensors - before).toBe(4);
  for (const tensor of [out.y, out.logits!.value, ...Object.values(out.state)]) tensor.dispose();
  expect(() => net.apply(weights, wrong)).toThrow('must be a float32 tensor of [null, 2], got [5, 3]');
  expect(() => net.apply(weights, x, { training: true })).toThrow('it draws random numbers');
  expect(memory().numTensors).toBe(before);
  expect(() => net.apply(weights, x, {} as never)).toThrow('sequential: training must be true or false, got undefined');
});

test('the trainable parameters are those of layers and models that are not frozen', () => {
  const inner = (trainable: boolean) =>
    sequential([input({ shape: [2] }), dense({ units: 2, trainable: false }), dense({ units: 2 })], {
      name: 'inner',
      trainable,
    });
  const outer = (trainable: boolean) => sequential([input({ shape: [2] }), inner(trainable), dense({ units: 1 })]);
  expect(outer(true).trainable).toEqual(['inner/dense_1/kernel', 'inner/dense_1/bias', 'dense/kernel', 'dense/bias']);
  expect(outer(false).trainable).toEqual(['dense/kernel', 'dense/bias']);
  expect(inner(false).trainable).toEqual([]);
  expect(inner(true).with({ trainable: false }).trainable).toEqual([]);
});

test('the penalty is the sum of the regularizers over what is trained', async () => {
  const layers = (trainable: boolean) =>
    sequential([
      input({ shape: [2] }),
      dense({ units: 1, kernelRegularizer: l2(0.5), biasRegularizer: l1(1) }),
      sequential([input({ shape: [1] }), dense({ units: 1, kernelRegularizer: l2(1), trainable })], { name: 'inner' }),
    ]);
  const params = {
    'dense/kernel': tensor2d([[1], [2]]),
    'dense/bias': tensor2d([[-3]]),
    'inner/dense/kernel': tensor2d([[4]]),
  };
  const before = memory().numTensors;
  const penalty = layers(true).penalty(params);
  expect(memory().numTensors - before).toBe(1);
  expect(await penalty?.array()).toBe(0.5 * 5 + 3 + 16);
  expect(await layers(false).penalty(params)?.array()).toBe(0.5 * 5 + 3);
  expect(siamese().penalty({})).toBeUndefined();
});

test('a layer is found under its name in the model, ready for another', () => {
  const net = siamese();
  const found = net.getLayer('dense_1');
  expect([found.name, found.config, found === net.layers[2]]).toEqual([
    'dense_1',
    expect.objectContaining({ units: 3 }),
    true,
  ]);
  const other = sequential([input({ shape: [16] }), found]);
  expect(other.weightShapes.params).toEqual({ 'dense_1/kernel': [16, 3], 'dense_1/bias': [3] });
  expect(() => net.getLayer('sotfmax')).toThrow(
    'model: unknown layer "sotfmax"; did you mean "softmax"? Known: dense, ',
  );
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
  expect(() => model({ inputs: images, outputs: {} })).toThrow('model: outputs must be what a layer gives');
  expect(() => model({ inputs: images, output: outputs } as never)).toThrow(
    'model: unknown option "output"; did you mean "outputs"?',
  );
});
