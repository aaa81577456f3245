import '@tensorflow/tfjs-backend-cpu';
import { dense, input, l1, sequential } from '@kindling/models';
import { abs, memory, squeeze, sub, sum, tensor1d, tensor2d, tidy } from '@tensorflow/tfjs-core';
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

test('nothing but the inputs is left', () => {
  expect(memory().numTensors).toBe(2);
});
