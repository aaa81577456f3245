import { moments, profile, type Tensor, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { testLayer, useBackend } from '@tests/kit';
import { expect, test } from 'vitest';
import { input } from '../../layer/input.ts';
import type { Weights } from '../../layer/types.ts';
import { sequential } from '../../model/sequential.ts';
import { batchNormalization } from './batchNormalization.ts';

testLayer('batchNormalization', batchNormalization, { options: { epsilon: 0.1 }, reads: [[4, 3]], gives: [4, 3] });
testLayer('batchNormalization along another axis', batchNormalization, {
  options: { axis: 1, epsilon: 0.1 },
  reads: [[3, 2, 4]],
  gives: [3, 2, 4],
});
testLayer('batchNormalization without gamma and beta', batchNormalization, {
  options: { scale: false, center: false, epsilon: 0.1 },
  reads: [[4, 3]],
  gives: [4, 3],
});

const x = tensor2d([
  [1, 10],
  [2, 30],
  [6, 20],
]);
const numbers = async (tensor: Tensor | undefined) => Array.from((await tensor?.data()) ?? []);
const close = (found: readonly number[], expected: readonly number[]) => {
  for (const [i, value] of expected.entries()) expect(found[i]).toBeCloseTo(value, 5);
  expect(found.length).toBe(expected.length);
};

test('in training the batch has mean 0 and variance 1, and the moving statistics follow it', async () => {
  const net = sequential([input({ shape: [2] }), batchNormalization({ momentum: 0.9, epsilon: 1e-6 })]);
  const { y, state } = net.apply(net.init(), x, { training: true });
  const { mean, variance } = moments(y, 0);
  close(await numbers(mean), [0, 0]);
  close(await numbers(variance), [1, 1]);
  // The mean is 3 and 20; the biased variance 14 / 3 and 200 / 3.
  close(await numbers(state['batchNormalization/movingMean']), [0.1 * 3, 0.1 * 20]);
  close(await numbers(state['batchNormalization/movingVariance']), [0.9 + 0.1 * (14 / 3), 0.9 + 0.1 * (200 / 3)]);
});

test('where the backend has a kernel for it, one kernel does what the operations do', async () => {
  const net = sequential([
    input({ shape: [2] }),
    batchNormalization({ gammaInitializer: 'glorotNormal', scale: true }),
  ]);
  const plain = sequential([input({ shape: [2] }), batchNormalization({ center: false, scale: false })]);
  const results = [];
  for (const backend of ['kernels', 'cpu'] as const) {
    await useBackend(backend);
    const found: number[] = [];
    const { kernelNames } = await profile(async () => {
      for (const each of [net, plain]) {
        const { y, state } = each.apply(each.init({ seed: 1 }), tensor2d(await x.array()), { training: true });
        for (const tensor of [y, ...Object.values(state)]) found.push(...(await numbers(tensor)));
      }
      return tensor1d([]);
    });
    expect(kernelNames.includes('KindlingBatchNorm')).toBe(backend === 'kernels');
    results.push(found);
  }
  close(results[0]!, results[1]!);
});

test('in inference, and frozen, the moving statistics are used and stay the very tensors', async () => {
  const state = {
    'batchNormalization/movingMean': tensor1d([1, 2]),
    'batchNormalization/movingVariance': tensor1d([4, 9]),
  };
  const y = async (trainable: boolean, training: boolean) => {
    const net = sequential([input({ shape: [2] }), batchNormalization({ epsilon: 0, trainable })]);
    const weights: Weights = { params: net.init().params, state };
    const out = net.apply(weights, x, { training });
    return {
      y: await numbers(out.y),
      same: Object.entries(out.state).every(([name, tensor]) => tensor === weights.state[name]),
    };
  };
  const expected = [0, 8 / 3, 0.5, 28 / 3, 2.5, 6];
  for (const found of [await y(true, false), await y(false, true)]) {
    close(found.y, expected);
    expect(found.same).toBe(true);
  }
});

test('a frozen model around it freezes its statistics too', () => {
  const inner = sequential([input({ shape: [2] }), batchNormalization()], { trainable: false });
  const net = sequential([input({ shape: [2] }), inner]);
  const weights = net.init();
  const { state } = net.apply(weights, x, { training: true });
  expect(Object.keys(state)).toEqual([
    'sequential/batchNormalization/movingMean',
    'sequential/batchNormalization/movingVariance',
  ]);
  for (const [name, tensor] of Object.entries(state)) expect(tensor).toBe(weights.state[name]);
});

test('gamma and beta are trained, the moving statistics are state', () => {
  const weights = (options: Parameters<typeof batchNormalization>[0]) => {
    const net = sequential([input({ shape: [2] }), batchNormalization(options)]);
    return { trainable: net.trainable, count: net.countParameters() };
  };
  const [gamma, beta] = ['batchNormalization/gamma', 'batchNormalization/beta'];
  expect(weights({})).toEqual({ trainable: [gamma, beta], count: 8 });
  expect(weights({ scale: false })).toEqual({ trainable: [beta], count: 6 });
  expect(weights({ center: false })).toEqual({ trainable: [gamma], count: 6 });
});

test('what is out of range is refused', () => {
  expect(() => batchNormalization({ momentum: 2 })).toThrow('batchNormalization: momentum must be from 0 to 1, got 2');
  expect(() => batchNormalization({ epsilon: -1 })).toThrow('epsilon must be a number of at least 0, got -1');
  expect(() => batchNormalization({ axis: 0 })).toThrow('batchNormalization: axis must be an integer other than 0');
  expect(() => batchNormalization({ axis: 3 })(input({ shape: [2] }))).toThrow('axis must be within 1 and 1');
  expect(() => batchNormalization()(input({ shape: [null] }))).toThrow(
    'batchNormalization: every length of "gamma" must be known where the layer meets its input, got [null]',
  );
});
