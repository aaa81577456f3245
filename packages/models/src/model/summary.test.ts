import { expect, test } from 'vitest';
import * as layers from '../index.ts';
import { input } from '../layer/input.ts';
import { leakyRelu } from '../layers/activation/leakyRelu.ts';
import { dense } from '../layers/core/dense.ts';
import { concatenate } from '../layers/merge/concatenate.ts';
import { batchNormalization } from '../layers/normalization/batchNormalization.ts';
import { flatten } from '../layers/shape/flatten.ts';
import { model } from './functional.ts';
import { sequential } from './sequential.ts';

test('a chain looks as Keras 3.15 prints it', () => {
  const net = sequential([
    input({ shape: [32, 32, 3] }),
    flatten(),
    dense({ units: 200, activation: 'relu' }),
    dense({ units: 150, activation: 'relu' }),
    dense({ units: 10, activation: 'softmax' }),
  ]);
  expect(net.summary()).toBe(
    `
Model: "sequential"
┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
│ flatten (Flatten)               │ (None, 3072)           │             0 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ dense (Dense)                   │ (None, 200)            │       614,600 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ dense_1 (Dense)                 │ (None, 150)            │        30,150 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ dense_2 (Dense)                 │ (None, 10)             │         1,510 │
└─────────────────────────────────┴────────────────────────┴───────────────┘
 Total params: 646,260 (2.47 MB)
 Trainable params: 646,260 (2.47 MB)
 Non-trainable params: 0 (0.00 B)`.trim(),
  );
});

test('a graph shows its inputs and what each layer reads, a shared layer once', () => {
  const [left, right] = [input({ shape: [6] }), input({ shape: [6] })];
  const shared = dense({ units: 8 });
  const joined = concatenate()([leakyRelu()(shared(left)), leakyRelu()(shared(right))]);
  const pair = model({ inputs: { left, right }, outputs: dense({ units: 3 })(joined), name: 'pair' });
  expect(pair.summary()).toBe(
    `
Model: "pair"
┏━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┓
┃ Layer (type)        ┃ Output Shape      ┃    Param # ┃ Connected to      ┃
┡━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━┩
│ left (InputLayer)   │ (None, 6)         │          0 │ -                 │
├─────────────────────┼───────────────────┼────────────┼───────────────────┤
│ right (InputLayer)  │ (None, 6)         │          0 │ -                 │
├─────────────────────┼───────────────────┼────────────┼───────────────────┤
│ dense (Dense)       │ (None, 8)         │         56 │ left[0][0],       │
│                     │                   │            │ right[0][0]       │
├─────────────────────┼───────────────────┼────────────┼───────────────────┤
│ leakyRelu           │ (None, 8)         │          0 │ dense[0][0]       │
│ (LeakyReLU)         │                   │            │                   │
├─────────────────────┼───────────────────┼────────────┼───────────────────┤
│ leakyRelu_1         │ (None, 8)         │          0 │ dense[1][0]       │
│ (LeakyReLU)         │                   │            │                   │
├─────────────────────┼───────────────────┼────────────┼───────────────────┤
│ concatenate         │ (None, 16)        │          0 │ leakyRelu[0][0],  │
│ (Concatenate)       │                   │            │ leakyRelu_1[0][0] │
├─────────────────────┼───────────────────┼────────────┼───────────────────┤
│ dense_1 (Dense)     │ (None, 3)         │         51 │ concatenate[0][0] │
└─────────────────────┴───────────────────┴────────────┴───────────────────┘
 Total params: 107 (428.00 B)
 Trainable params: 107 (428.00 B)
 Non-trainable params: 0 (0.00 B)`.trim(),
  );
});

test('moving statistics and frozen layers are not trainable', () => {
  const inner = sequential([input({ shape: [3] }), dense({ units: 2, trainable: false }), batchNormalization()]);
  const totals = (net: typeof inner) => net.summary().split('\n').slice(-3);
  expect(totals(inner)).toEqual([
    ' Total params: 16 (64.00 B)',
    ' Trainable params: 4 (16.00 B)',
    ' Non-trainable params: 12 (48.00 B)',
  ]);
  expect(totals(sequential([input({ shape: [3] }), inner]))).toEqual(totals(inner));
  expect(totals(inner.with({ trainable: false }))[1]).toBe(' Trainable params: 0 (0.00 B)');
});

test('several outputs of one layer stand under each other, and no name is cut', () => {
  const x = input({ shape: [1024, null] });
  const fork = model({ inputs: x, outputs: { a: x, b: flatten()(x) }, name: 'fork' });
  const y = fork(x);
  const name = 'a_name_that_is_longer_than_the_column_of_Keras';
  const net = model({ inputs: x, outputs: concatenate({ name })([y.b, flatten()(y.a)]) });
  const lines = net.summary().split('\n');
  const row = lines.findIndex((line) => line.includes('fork (Functional)'));
  expect(lines[row]).toContain('(None, 1024, None)');
  expect(lines[row + 1]).toContain('(None, None)');
  expect(net.summary()).toContain('fork[0][1]');
  expect(net.summary()).toContain(name);
  expect(new Set(lines.slice(1, -3).map(({ length }) => length)).size).toBe(1);
});

test("every kind of layer goes by the name of Keras's class", () => {
  const x = input({ shape: [8, 8, 2] });
  const inner = model({ inputs: x, outputs: layers.add()([x, x]) });
  const pooled = layers.concatenate()([layers.globalMaxPooling2d()(x), layers.globalAveragePooling2d()(x)]);
  const parts = [
    layers.rescaling({ scale: 2 }),
    layers.conv2d({ filters: 2, kernelSize: 1 }),
    layers.depthwiseConv2d({ kernelSize: 1 }),
    batchNormalization(),
    layers.activation('relu'),
    layers.relu(),
    leakyRelu(),
    layers.sigmoid(),
    layers.tanh(),
    layers.softmax(),
    layers.zeroPadding2d(),
    layers.maxPooling2d({ poolSize: 2 }),
    layers.upSampling2d(),
    layers.averagePooling2d({ poolSize: 2 }),
    layers.dropout({ rate: 0.5 }),
    layers.reshape({ targetShape: [5, 5, 2] }),
    flatten(),
    dense({ units: 1 }),
    sequential([input({ shape: [1] }), dense({ units: 1 })]),
  ];
  const chain = sequential([input({ shape: [8, 8, 2] }), inner, ...parts]);
  const graph = model({ inputs: x, outputs: { pooled, chain: chain(x) } });
  const classesOf = (net: { summary(): string }) =>
    [...net.summary().matchAll(/\((?!type|None|[\d.]+ )(\w+)\)/g)].map(([, name]) => name);
  expect(classesOf(chain)).toEqual([
    'Functional',
    'Rescaling',
    'Conv2D',
    'DepthwiseConv2D',
    'BatchNormalization',
    'Activation',
    'ReLU',
    'LeakyReLU',
    'Sigmoid',
    'Tanh',
    'Softmax',
    'ZeroPadding2D',
    'MaxPooling2D',
    'UpSampling2D',
    'AveragePooling2D',
    'Dropout',
    'Reshape',
    'Flatten',
    'Dense',
    'Sequential',
  ]);
  expect(classesOf(graph)).toEqual([
    'InputLayer',
    'GlobalMaxPooling2D',
    'GlobalAveragePooling2D',
    'Concatenate',
    'Sequential',
  ]);
  expect(classesOf(inner)).toEqual(['InputLayer', 'Add']);
});

test.each([
  [10_784, '42.12 KB'],
  [10_912, '42.62 KB'],
  [10_976, '42.88 KB'],
  [255, '1020.00 B'],
  [256, '1.00 KB'],
  [262_144, '1.00 MB'],
])('%i parameters take %s: a half goes to the even digit, as in Python', (count, text) => {
  const net = sequential([input({ shape: [count - 1] }), dense({ units: 1 })]);
  expect(net.summary()).toContain(`(${text})`);
});
