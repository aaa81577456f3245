import { neededGradients, registerGradients } from '@kindling/core';
import { grad, mul, sum, type Tensor, tensor, zeros } from '@tensorflow/tfjs-core';
import { testBackends, testLayer, useBackend } from '@tests/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { input } from '../../layer/input.ts';
import { sequential } from '../../model/sequential.ts';
import { maxPooling2d } from './maxPooling2d.ts';

const on = ['cpu', 'kernels'] as const;

testLayer('maxPooling2d', maxPooling2d, { options: {}, reads: [[2, 4, 3, 1]], gives: [2, 2, 1, 1], on });
testLayer('maxPooling2d with overlapping windows', maxPooling2d, {
  options: { poolSize: [2, 3], strides: [2, 1], padding: 'same' },
  reads: [[1, 3, 4, 1]],
  gives: [1, 2, 4, 1],
  on,
});

test('padding is not a value: among negative ones the greatest wins', async () => {
  const net = sequential([input({ shape: [1, 3, 1] }), maxPooling2d({ poolSize: [1, 2], padding: 'same' })]);
  const y = net.apply(net.init(), tensor([-5, -3, -2], [1, 1, 3, 1]));
  expect([...(await y.data())]).toEqual([-3, -2]);
});

test('windows stand side by side unless strides say otherwise', () => {
  const net = (options: object) => sequential([input({ shape: [9, null, 4] }), maxPooling2d(options)]);
  expect(net({}).outputShape).toEqual([null, 4, null, 4]);
  expect(net({ poolSize: 3 }).outputShape).toEqual([null, 3, null, 4]);
  expect(net({ poolSize: 3, strides: 1 }).outputShape).toEqual([null, 7, null, 4]);
  expect(net({ poolSize: 3 }).summary()).toContain('maxPooling2d (MaxPooling2D)');
});

test('what is wrong is refused by owner, rule and value, also at run time', () => {
  expect(() => maxPooling2d({ poolSize: 0 })).toThrow('maxPooling2d: poolSize must be a positive integer or');
  expect(() => maxPooling2d({ strides: [1, 0] })).toThrow('maxPooling2d: strides must be a positive integer or');
  expect(() => maxPooling2d({ size: 2 } as object)).toThrow('maxPooling2d: unknown option "size"');
  const open = sequential([input({ shape: [null, null, 1] }), maxPooling2d({ poolSize: 3 })]);
  expect(() => open.apply(open.init(), zeros([1, 3, 2, 1]))).toThrow(
    'maxPooling2d: poolSize must fit into its input, [null, 3, 2, 1], got 3',
  );
});

describe.each(testBackends)('NaN on %s', (backend) => {
  beforeAll(async () => {
    registerGradients(neededGradients);
    await useBackend(backend);
  });
  afterAll(() => useBackend('cpu'));

  test('wins in its window, as in PyTorch and JAX, and takes the gradient', async () => {
    const net = sequential([input({ shape: [2, 4, 1] }), maxPooling2d()]);
    const weights = net.init();
    const pooled = (x: Tensor): Tensor => net.apply(weights, x);
    const x = tensor([1, Number.NaN, 5, 4, 2, 3, Infinity, 6], [1, 2, 4, 1]);
    expect([...(await pooled(x).data())]).toEqual([Number.NaN, Infinity]);
    if (backend === 'wasm') return; // tfjs's own gradient of max pooling is refused there
    const slope = grad((given) => sum(mul(pooled(given), tensor([3, 7], [1, 1, 2, 1]))))(x);
    expect([...(await slope.data())]).toEqual([0, 3, 0, 0, 0, 0, 7, 0]);
  });
});
