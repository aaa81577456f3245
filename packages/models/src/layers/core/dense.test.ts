import { tensor, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { testLayer } from '@tests/kit';
import { expect, test } from 'vitest';
import { input } from '../../layer/input.ts';
import { sequential } from '../../model/sequential.ts';
import { l2 } from '../../regularizers/l2.ts';
import { dense } from './dense.ts';

testLayer('dense', dense, { options: { units: 3 }, reads: [[4, 5]], gives: [4, 3] });
testLayer('dense with an activation', dense, {
  options: { units: 3, activation: 'softmax' },
  reads: [[4, 5]],
  gives: [4, 3],
});
testLayer('dense on sequences, without bias', dense, {
  options: { units: 3, useBias: false },
  reads: [[2, 3, 5]],
  gives: [2, 3, 3],
});

test('the output is the activation of x·W + b', async () => {
  const net = sequential([input({ shape: [2] }), dense({ units: 2, activation: 'relu' })]);
  const params = { 'dense/kernel': tensor2d([1, 2, 3, -4], [2, 2]), 'dense/bias': tensor1d([0.5, 1]) };
  const y = net.apply({ params, state: {} }, tensor2d([[1, 2]]));
  expect(await y.array()).toEqual([[1 + 6 + 0.5, 0]]);
});

test('every vector along the last axis is read by itself', async () => {
  const net = sequential([input({ shape: [null, 2] }), dense({ units: 1 })]);
  expect(net.outputShape).toEqual([null, null, 1]);
  const params = { 'dense/kernel': tensor2d([1, 10], [2, 1]), 'dense/bias': tensor1d([0]) };
  const y = net.apply(
    { params, state: {} },
    tensor([
      [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
    ]),
  );
  expect(await y.array()).toEqual([[[21], [43], [65]]]);
});

test('a softmax or sigmoid shows what is under it, another activation does not', async () => {
  const logits = (activation: 'softmax' | 'sigmoid' | 'tanh') => {
    const net = sequential([input({ shape: [2] }), dense({ units: 2, activation })]);
    return net.apply(net.init({ seed: 1 }), tensor2d([[60, -60]]), { training: true }).logits;
  };
  const linear = sequential([input({ shape: [2] }), dense({ units: 2 })]);
  const expected = await linear.apply(linear.init({ seed: 1 }), tensor2d([[60, -60]])).array();
  expect(logits('softmax')?.activation).toBe('softmax');
  expect(await logits('softmax')?.value.array()).toEqual(expected);
  expect(logits('sigmoid')?.activation).toBe('sigmoid');
  expect(await logits('sigmoid')?.value.array()).toEqual(expected);
  expect(logits('tanh')).toBeUndefined();
});

test('what is not in an option is refused where it is written, by its name', () => {
  const wrong = (options: object) => () => dense(options as { units: number });
  expect(wrong({ units: 0 })).toThrow('dense: units must be a positive integer, got 0');
  expect(wrong({ units: 1.5 })).toThrow('got 1.5');
  expect(wrong({})).toThrow('dense: units must be a positive integer, got undefined');
  expect(wrong({ unit: 3 })).toThrow('dense: unknown option "unit"; did you mean "units"?');
  expect(wrong({ units: 3, activation: 'rellu' })).toThrow('dense: unknown activation "rellu"; did you mean "relu"?');
  expect(wrong({ units: 3, useBias: 1 })).toThrow('dense: useBias must be true or false, got 1');
  expect(wrong({ units: 3, kernelInitializer: 'zero' })).toThrow('dense: unknown initializer "zero"; did you mean');
  expect(wrong({ units: 3, biasRegularizer: l2 })).toThrow('dense: biasRegularizer must be a regularizer');
});

test('it needs a vector of known length', () => {
  expect(() => dense({ units: 3 })(input({ shape: [] }))).toThrow(
    'dense: its input must have an axis beside the batch, got [null]',
  );
  expect(() => dense({ units: 3, name: 'out' })(input({ shape: [4, null] }))).toThrow(
    'out: every length of "kernel" must be known where the layer meets its input, got [null, 3]',
  );
});

test('a kernel that no tensor can hold is refused before anything is allocated', () => {
  expect(() => dense({ units: 1e12 })(input({ shape: [48] }))).toThrow(
    'dense: "kernel" may hold 2147483647 numbers, its shape is [48, 1000000000000]',
  );
});
