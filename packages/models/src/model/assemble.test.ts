import '@tensorflow/tfjs-backend-cpu';
import { random } from '@kindling/core';
import { memory, ones, tensor1d, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { input } from '../layer/input.ts';
import { softmax } from '../layers/activation/softmax.ts';
import { dense } from '../layers/core/dense.ts';
import { dropout } from '../layers/core/dropout.ts';
import { batchNormalization } from '../layers/normalization/batchNormalization.ts';
import { l1 } from '../regularizers/l1.ts';
import { l2 } from '../regularizers/l2.ts';
import { sequential } from './sequential.ts';

const plain = sequential([input({ shape: [4] }), dense({ units: 5 }), dense({ units: 3 }), softmax()]);

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
    'dense/bias': tensor1d([-3]),
    'inner/dense/kernel': tensor2d([[4]]),
  };
  const before = memory().numTensors;
  const penalty = layers(true).penalty(params);
  expect(memory().numTensors - before).toBe(1);
  expect(await penalty?.array()).toBe(0.5 * 5 + 3 + 16);
  expect(await layers(false).penalty(params)?.array()).toBe(0.5 * 5 + 3);
  expect(plain.penalty({})).toBeUndefined();
  expect(() => layers(true).penalty({})).toThrow('sequential: the weight "dense/kernel" is missing; given are []');
});

test('a layer is found under its name in the model, ready for another', () => {
  const found = plain.getLayer('dense_1');
  expect([found.name, found.config, found === plain.layers[1]]).toEqual([
    'dense_1',
    expect.objectContaining({ units: 3 }),
    true,
  ]);
  const other = sequential([input({ shape: [5] }), found]);
  expect(other.weightShapes.params).toEqual({ 'dense_1/kernel': [5, 3], 'dense_1/bias': [3] });
  expect(() => plain.getLayer('sotfmax')).toThrow(
    'sequential: unknown layer "sotfmax"; did you mean "softmax"? Known: dense, ',
  );
});

test('freed weights and inputs are told in words', () => {
  const [weights, x, freed] = [plain.init(), ones([1, 4]), ones([1, 4])];
  freed.dispose();
  const rule = 'was disposed of before; keep it until it is no longer used, or pass a clone';
  expect(() => plain.apply(weights, freed)).toThrow(`sequential: the input "input" ${rule}`);
  weights.params['dense/bias']!.dispose();
  expect(() => plain.apply(weights, x)).toThrow(`sequential: the weight "dense/bias" ${rule}`);
  const decayed = sequential([input({ shape: [2] }), dense({ units: 1, kernelRegularizer: l2(0.5) })]);
  const { params } = decayed.init();
  params['dense/kernel']!.dispose();
  expect(() => decayed.penalty(params)).toThrow(`sequential: the weight "dense/kernel" ${rule}`);
});

test('a copy has another name, or is frozen, and keeps the rest', () => {
  const copy = plain.with({ name: 'copy' });
  expect([copy.name, copy.with({ trainable: false }).name, copy.frozen]).toEqual(['copy', 'copy', false]);
  expect(copy.weightShapes).toEqual(plain.weightShapes);
  expect(copy.summary().split('\n')[0]).toBe('Model: "copy"');
  expect(() => plain.with({ name: 'a/b' })).toThrow('sequential: name must be a string');
});
