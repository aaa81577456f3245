import '@tensorflow/tfjs-backend-cpu';
import { dense, input, l1, sequential } from '@kindling/models';
import { abs, memory, squeeze, sub, sum, type Tensor, tensor1d, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { cost, judge, type Target } from './objective.ts';

const distance: Target = {
  output: undefined,
  loss: { kind: 'distance', perSample: (y, prediction) => squeeze(abs(sub(prediction, y)), [-1]) },
  lossWeight: 1,
  metrics: {},
};
const plain = sequential([input({ shape: [1] }), dense({ units: 1 })]);
const penalized = sequential([
  input({ shape: [1] }),
  dense({ units: 1, kernelRegularizer: l1(0.5), kernelInitializer: 'ones' }),
]);
const y = tensor2d([[0], [0], [0], [0]]);
const prediction = tensor2d([[1], [2], [3], [6]]);

const read = (targets: readonly Target[], options: { of?: typeof plain; weights?: number[] } = {}) =>
  tidy(() => {
    const named = targets[0]!.output !== undefined;
    const values = (value: typeof y) =>
      named ? Object.fromEntries(targets.map(({ output }) => [output, value])) : value;
    const { of = plain, weights } = options;
    const judged = judge(targets, values(y), values(prediction), undefined);
    const { total, losses } = cost(of, judged, of.init({ seed: 0 }).params, weights && tensor1d(weights));
    return [total, ...losses].map((loss) => loss.dataSync()[0]);
  });

test('the cost of a batch is the mean over its samples', () => {
  expect(read([distance])).toEqual([3, 3]);
});

test('weights scale a sample and do not shrink the mean, as in Keras', () => {
  expect(read([distance], { weights: [2, 0, 0, 1] })).toEqual([2, 2]);
});

test('outputs add up by their weights; the penalty comes once on top', () => {
  const [a, b] = [
    { ...distance, output: 'a' },
    { ...distance, output: 'b', lossWeight: 0.5 },
  ];
  expect(read([a, b])).toEqual([4.5, 3, 3]);
  expect(read([distance], { of: penalized })).toEqual([3.5, 3]);
});

test('values over more axes are averaged over them, a lone number stands for the batch', () => {
  const spread: Target = {
    ...distance,
    loss: { kind: 'spread', perSample: (target, value) => abs(sub(value, target)) },
  };
  const lone: Target = {
    ...distance,
    loss: { kind: 'lone', perSample: (target, value) => sum(abs(sub(value, target))) },
  };
  expect(read([spread])).toEqual([3, 3]);
  expect(read([lone])).toEqual([12, 12]);
  expect(() => read([lone], { weights: [1, 1, 1, 1] })).toThrow('lone: weights need a loss for each sample');
});

const priced = (batch: { y?: unknown; of?: unknown; weights?: Tensor }, target = distance) =>
  tidy(() => {
    const judged = judge([target], batch.y, batch.of ?? prediction, undefined);
    return cost(plain, judged, {}, batch.weights).total.dataSync()[0];
  });

test('a batch without targets, or with more or fewer than predictions, is refused', () => {
  expect(() => priced({})).toThrow('distance: a batch must be { x, y }, with tensors, got undefined for y');
  expect(() => priced({ y, of: { a: prediction } }, { ...distance, output: 'a' })).toThrow('got undefined for y.a');
  expect(() => tidy(() => priced({ y: tensor2d([[0]]) }))).toThrow('the batch has 4 samples, but its target is [1, 1]');
  const none = tensor2d([], [0, 1]);
  expect(() => priced({ y: none, of: none })).toThrow('a batch must hold a sample, got the prediction [0, 1]');
  none.dispose();
});

test('weights are one a sample, and never broadcast', () => {
  expect(() => tidy(() => priced({ y, weights: tensor2d([[1], [0], [0], [0]]) }))).toThrow(
    'distance: sampleWeight must have one weight a sample, [4], got [4, 1]',
  );
  expect(() => tidy(() => priced({ y, weights: tensor1d([1]) }))).toThrow('[4], got [1]');
});

test('a target that was broadcast against the prediction is refused', () => {
  const difference: Target = {
    ...distance,
    loss: { kind: 'difference', perSample: (target, value) => sub(value, target) },
  };
  expect(() => tidy(() => priced({ y: tensor1d([0, 0, 0, 0]) }, difference))).toThrow(
    'difference: the target [4] was broadcast against the prediction [4, 1], which gave [4, 4]',
  );
});

test('nothing but the inputs is left', () => {
  expect(memory().numTensors).toBe(2);
});
