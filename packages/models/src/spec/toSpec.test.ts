import { expect, test } from 'vitest';
import { zeros as initialZeros } from '../initializers/zeros.ts';
import { input } from '../layer/input.ts';
import { relu } from '../layers/activation/relu.ts';
import { dense } from '../layers/core/dense.ts';
import { add } from '../layers/merge/add.ts';
import { model } from '../model/functional.ts';
import { sequential } from '../model/sequential.ts';
import { l2 } from '../regularizers/l2.ts';
import { layerSpec } from './toSpec.ts';

test('plain data is kept, what is absent left out', () => {
  const config = { size: [1, null, 'x'], inner: { on: true }, none: undefined };
  expect(layerSpec('own', {}, config)).toEqual({ kind: 'own', config: { size: [1, null, 'x'], inner: { on: true } } });
});

test('initializers, regularizers and layers are kept as kind and config', () => {
  const config = { init: initialZeros(), regularizer: l2(0.1), layer: relu({ name: 'a' }) };
  expect(layerSpec('own', {}, config).config).toEqual({
    init: { kind: 'zeros', config: {} },
    regularizer: { kind: 'l2', config: { rate: 0.1 } },
    layer: { kind: 'relu', name: 'a', config: {} },
  });
});

test('what JSON would lose is refused with its place', () => {
  const wrong = (config: object) => () => layerSpec('own', { name: 'mine' }, config);
  const loop: { self?: object } = {};
  loop.self = loop;
  expect(wrong({ f: () => 1 })).toThrow('mine: f is a function, which JSON cannot carry; give it by name ("relu"),');
  expect(wrong({ a: [1, Number.NaN] })).toThrow('mine: JSON cannot carry a[1], which is NaN');
  expect(wrong({ a: { b: new Float32Array(2) } })).toThrow('mine: JSON cannot carry a.b, which is Float32Array');
  expect(wrong({ a: new Map() })).toThrow('mine: JSON cannot carry a, which is Map');
  expect(wrong({ a: 1n })).toThrow('mine: JSON cannot carry a, which is 1');
  expect(wrong(loop)).toThrow(/^mine: JSON cannot carry self\.self/);
});

test('a chain is its input and its layers, all by name', () => {
  const net = sequential([input({ shape: [4, null], dtype: 'int32' }), relu(), relu({ trainable: false })], {
    name: 'n',
  });
  expect(JSON.parse(JSON.stringify(net))).toEqual({
    kind: 'sequential',
    name: 'n',
    config: {
      input: { name: 'input', shape: [4, null], dtype: 'int32' },
      layers: [
        { kind: 'relu', name: 'relu', config: {} },
        { kind: 'relu', name: 'relu_1', trainable: false, config: {} },
      ],
    },
  });
});

test('a graph is its layers and the calls that join them', () => {
  const [a, b] = [input({ shape: [2] }), input({ shape: [2] })];
  const shared = dense({ units: 2 });
  const net = model({ inputs: { a, b }, outputs: { sum: add()([shared(a), shared(b)]) } });
  expect(JSON.parse(JSON.stringify(net)).config).toMatchObject({
    inputs: { a: { shape: [2] }, b: { shape: [2] } },
    layers: [
      { kind: 'dense', name: 'dense' },
      { kind: 'add', name: 'add' },
    ],
    calls: [
      { layer: 0, reads: 0 },
      { layer: 0, reads: 1 },
      { layer: 1, reads: [2, 3] },
    ],
    outputs: { sum: 4 },
  });
});
