import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { relu } from '../layers/activation/relu.ts';
import { dense } from '../layers/core/dense.ts';
import { model } from '../model/functional.ts';
import { sequential } from '../model/sequential.ts';
import { l2 } from '../regularizers/l2.ts';
import { input } from './input.ts';

test('Node prints a layer, a model and what stands between layers as a line each', () => {
  const layer = dense({ units: 3, name: 'out', kernelRegularizer: l2(0.1), trainable: false });
  expect(inspect(layer)).toBe(
    'dense "out", frozen { units: 3, activation: "linear", useBias: true, kernelInitializer: "glorotUniform", biasInitializer: "zeros", kernelRegularizer: l2 }',
  );
  expect(inspect([relu()])).toBe('[ relu ]');
  const images = input({ shape: [32, 32, 3], name: 'images' });
  expect(inspect(images)).toBe('input "images": float32 [null, 32, 32, 3]');
  expect(inspect(relu()(images))).toBe('float32 [null, 32, 32, 3] of relu');
  const net = sequential([input({ shape: [3072] }), dense({ units: 200 }), dense({ units: 10 })]);
  expect(inspect(net)).toBe('sequential: [null, 3072] -> [null, 10], 2 layers, 616,610 parameters');
  const [left, right] = [input({ shape: [2] }), input({ shape: [3] })];
  const pair = model({ inputs: { left, right }, outputs: { a: relu()(left), b: relu()(right) }, name: 'pair' });
  expect(inspect(pair)).toBe(
    'model "pair": { left: [null, 2], right: [null, 3] } -> { a: [null, 2], b: [null, 3] }, 2 layers, 0 parameters',
  );
});

test('it adds nothing that is listed or written', () => {
  const layer = dense({ units: 3 });
  expect(Object.getOwnPropertySymbols({ ...layer })).toEqual([]);
  expect(JSON.stringify(layer)).toContain('{"kind":"dense","config":{"units":3');
});
