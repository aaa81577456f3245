import '@tensorflow/tfjs-backend-cpu';
import { tensor2d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { input } from '../layer/input.ts';
import { relu } from '../layers/activation/relu.ts';
import { dense } from '../layers/core/dense.ts';
import { dropout } from '../layers/core/dropout.ts';
import { concatenate } from '../layers/merge/concatenate.ts';
import { flatten } from '../layers/shape/flatten.ts';
import { model } from './functional.ts';
import { sequential } from './sequential.ts';

const chapter = sequential([
  input({ shape: [32, 32, 3] }),
  flatten(),
  dense({ units: 200, activation: 'relu' }),
  dense({ units: 150, activation: 'relu' }),
  dense({ units: 10, activation: 'softmax' }),
]);

test('layers follow each other, named by kind and order', () => {
  expect(chapter.layers.map(({ name }) => name)).toEqual(['flatten', 'dense', 'dense_1', 'dense_2']);
  expect([chapter.inputShape, chapter.outputShape, chapter.countParameters()]).toEqual([
    [null, 32, 32, 3],
    [null, 10],
    646_260,
  ]);
  expect([chapter.inputNames, chapter.outputNames, chapter.inputs]).toEqual([
    undefined,
    undefined,
    [{ name: 'input', shape: [null, 32, 32, 3], dtype: 'float32' }],
  ]);
});

test('names begin anew in every model, also for the same layers', () => {
  const [first, second] = [dense({ units: 1 }), dense({ units: 1 })];
  const names = (...layers: (typeof first)[]) =>
    sequential([input({ shape: [1] }), ...layers]).layers.map(({ name }) => name);
  expect(names(first, second)).toEqual(['dense', 'dense_1']);
  expect(names(second)).toEqual(['dense']);
});

test('a model may be one of the layers, with its weights under its name', async () => {
  const inner = sequential([input({ shape: [2] }), dense({ units: 2 }), dense({ units: 1 })], { name: 'encoder' });
  const outer = sequential([input({ shape: [2] }), inner, dense({ units: 1 })]);
  expect(Object.keys(outer.weightShapes.params)).toEqual([
    'encoder/dense/kernel',
    'encoder/dense/bias',
    'encoder/dense_1/kernel',
    'encoder/dense_1/bias',
    'dense/kernel',
    'dense/bias',
  ]);
  const { params } = outer.init({ seed: 1 });
  const x = tensor2d([[1, 2]]);
  const own = Object.fromEntries(
    Object.entries(params).flatMap(([name, tensor]) => (name.startsWith('encoder/') ? [[name.slice(8), tensor]] : [])),
  );
  const encoded = inner.apply({ params: own, state: {} }, x);
  const rest = sequential([input({ shape: [1] }), dense({ units: 1 })]);
  expect(await outer.apply({ params, state: {} }, x).array()).toEqual(
    await rest.apply({ params, state: {} }, encoded).array(),
  );
});

test('an input alone gives what it reads, as a tensor of its own', async () => {
  const same = sequential([input({ shape: [2] }), dropout({ rate: 0.5 })]);
  const x = tensor2d([[1, 2]]);
  const y = same.apply(same.init(), x);
  y.dispose();
  expect(x.isDisposed).toBe(false);
  const empty = sequential([input({ shape: [2] })]);
  expect(await empty.apply(empty.init(), x).array()).toEqual([[1, 2]]);
});

test('what is not a list of an input and layers is refused', () => {
  const wrong =
    (...layers: unknown[]) =>
    () =>
      sequential(layers as never);
  const start = input({ shape: [4] });
  expect(wrong(dense({ units: 3 }), relu())).toThrow(
    'sequential: a list that opens with input({ shape }) is needed, got [layer dense, layer relu]; put input({ shape: [...] }) before the first',
  );
  expect(() => sequential(start as never)).toThrow('sequential: a list that opens with input({ shape }) is needed');
  expect(wrong(start, dense)).toThrow('sequential: element 1 must be a layer, got function; call it: dense()');
  expect(wrong(start, relu(), undefined)).toThrow('sequential: element 2 must be a layer, got undefined');
  expect(wrong(start, start)).toThrow('sequential: element 1 must be a layer');
  expect(wrong(relu()(start))).toThrow('sequential: a list that opens with input');
  expect(() => sequential([start], { nmae: 'a' } as never)).toThrow('sequential: unknown option "nmae"');
});

test('a layer that stands twice, and one that gives several tensors, belong into model()', () => {
  const layer = relu();
  expect(() => sequential([input({ shape: [4] }), layer, layer])).toThrow(
    'sequential: a layer stands twice in the list; to share its weights, use model()',
  );
  const x = input({ shape: [4] });
  const two = model({ inputs: x, outputs: { a: relu()(x), b: x }, name: 'fork' });
  expect(() => sequential([input({ shape: [4] }), two as never])).toThrow(
    'sequential: "fork" gives several tensors by name; use model()',
  );
  expect(() => sequential([input({ shape: [4] }), concatenate() as never])).toThrow('concatenate: it reads a list');
});

test('a layer that cannot read what comes before says so', () => {
  const inner = sequential([input({ shape: [2], name: 'codes' })], { name: 'decoder' });
  expect(() => sequential([input({ shape: [4] }), inner])).toThrow(
    'decoder: the input "codes" must be [null, 2], got [null, 4]',
  );
  expect(() => sequential([input({ shape: [null] }), inner])).toThrow('must be [null, 2], got [null, null]');
});
