import '@tensorflow/tfjs-backend-cpu';
import { release } from '@kindling/core';
import { memory, type Tensor, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { weighByClass } from './classWeight.ts';

const x = tensor1d([0]);

test('a sample counts what its class counts, from one-hot rows, class numbers or a single column', async () => {
  const weigh = weighByClass<Tensor, Tensor>({ 0: 2, 2: 0.5 }, 3);
  const targets = [
    tensor2d([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]),
    tensor1d([0, 1, 2], 'int32'),
    tensor2d([[0], [1], [2]]),
  ];
  const before = memory().numTensors;
  for (const y of targets) {
    const { sampleWeight } = weigh({ x, y });
    expect(Array.from(await sampleWeight!.data())).toEqual([2, 1, 0.5]);
    release(sampleWeight);
  }
  expect(memory().numTensors).toBe(before);
});

test('a class that the model does not have and a weight below 0 are refused', () => {
  expect(() => weighByClass({ 3: 1 }, 3)).toThrow(
    'fit: classWeight has the class 3; classes are whole numbers from 0 to 2',
  );
  expect(() => weighByClass({ 1: -1 }, 3)).toThrow('fit: classWeight[1] must be a number of at least 0, got -1');
});

test('one sigmoid output has two classes', async () => {
  const { sampleWeight } = weighByClass<Tensor, Tensor>({ 1: 3 }, 1)({ x, y: tensor2d([[0], [1]]) });
  expect(Array.from(await sampleWeight!.data())).toEqual([1, 3]);
});

test('a batch with weights of its own, or without a target, is refused', () => {
  const weigh = weighByClass<Tensor, Tensor>({ 0: 2 }, 2);
  expect(() => weigh({ x, y: x, sampleWeight: x })).toThrow('give that or classWeight, not both');
  expect(() => weigh({ x } as never)).toThrow('fit: classWeight needs y to be a tensor, got undefined');
});
