import '@tensorflow/tfjs-backend-cpu';
import { ones, type Tensor } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { defineLayer } from '../layer/defineLayer.ts';
import { input } from '../layer/input.ts';
import { origin } from '../layer/layer.ts';
import { dense } from '../layers/core/dense.ts';
import { sequential } from '../model/sequential.ts';
import { isLayer, isSymbolic } from './draw.ts';

test('a call keeps its layer, what it read and its weights', () => {
  const [x, layer] = [input({ shape: [4] }), dense({ units: 3 })];
  const y = layer(x);
  expect([y.shape, y.dtype, isSymbolic(y), isSymbolic([y])]).toEqual([[null, 3], 'float32', true, false]);
  expect(y[origin]).toMatchObject({ reads: [x], gives: [y], readForm: 'one', giveForm: 'one' });
  expect(y[origin]?.layer).toBe(layer);
  expect(y[origin]?.params.map(({ key, shape }) => [key, shape])).toEqual([
    ['kernel', [4, 3]],
    ['bias', [3]],
  ]);
  expect(x[origin]).toBeUndefined();
});

test('layers and models are layers, factories and look-alikes are not', () => {
  const net = sequential([input({ shape: [1] })]);
  expect([dense({ units: 1 }), net, dense, { kind: 'dense' }, undefined].map(isLayer)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});

test('a layer that is called on numbers says how to compute', () => {
  expect(() => dense({ units: 3, name: 'out' })(ones([1, 4]) as never)).toThrow(
    'out: a layer is called on what input() or another layer gives, got Tensor; to compute with it, apply a model that holds it',
  );
  expect(() => dense({ units: 3 })(undefined as never)).toThrow('dense: a layer is called on');
});

test('a layer that reads one tensor refuses a list, one that gives a list is refused', () => {
  const x = input({ shape: [4] });
  const same = defineLayer<{}, readonly Tensor[]>()({ kind: 'same', call: (_options, { x: [first] }) => first! });
  expect(() => same()([x, x])).toThrow(
    'same: it reads one tensor, got the shapes [[4], [4]]; call it on each of them, or join them first with concatenate() or add()',
  );
  for (const layer of [dense({ units: 2 }), sequential([input({ shape: [4] }), dense({ units: 2 })])]) {
    expect(() => layer([x, x] as never)).toThrow('it reads one tensor, got the shapes [[4], [4]]; call it on each');
    expect(() => layer([x] as never)).toThrow('it reads one tensor, got the shapes [[4]]; call it on each');
    for (const none of [[], new Array(2), {}]) expect(() => layer(none as never)).toThrow('a layer is called on what');
  }
  const listed = defineLayer<{}, readonly Tensor[]>()({
    kind: 'listed',
    output: (_options, shapes) => shapes as never,
    call: (_options, { x: [first] }) => first!,
  });
  expect(() => listed()([x, x])).toThrow(
    'listed: the output of a layer that reads [null, 4], [null, 4] must be one shape, got [[4], [4]]',
  );
});

test('a layer and a model stay as they were made', () => {
  const layer = dense({ units: 3, name: 'out' });
  const net = sequential([input({ shape: [4] }), layer]);
  for (const made of [layer, net]) {
    expect(() => Object.assign(made, { trainable: false })).toThrow(
      'a layer stays as it was made; layer.with({ trainable: false }) gives a frozen one, to build the model with',
    );
    for (const name of ['name', 'frozen', 'units', 'weights']) {
      expect(() => Object.assign(made, { [name]: true })).toThrow(TypeError);
    }
  }
  expect([layer.name, layer.frozen, net.trainable]).toEqual(['out', false, ['out/kernel', 'out/bias']]);
});

test('an output shape that is none is refused', () => {
  const wrong = (shape: readonly number[]) =>
    defineLayer()({ kind: 'wrong', output: () => shape, call: (_options, { x }) => x })();
  expect(() => wrong([0])(input({ shape: [4] }))).toThrow(
    'wrong: the output shape must hold positive integers or null, got [0]',
  );
  expect(() => wrong([Number.NaN])(input({ shape: [4] }))).toThrow('got [NaN]');
});
