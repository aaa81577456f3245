import '@tensorflow/tfjs-backend-cpu';
import { memory, scalar, setBackend, type Tensor, tensor1d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { momentumStep } from './momentum.ts';
import { readStep, takeStep } from './optimizerStep.ts';

beforeAll(() => setBackend('cpu'));

const given = () => ({
  scalars: { learningRate: scalar(0.5), momentum: scalar(0.25) },
  params: [tensor1d([1, 2]), tensor1d([3])],
  gradients: [tensor1d([2, 4]), tensor1d([-2])],
  slots: { velocity: [tensor1d([4, 0]), tensor1d([8])] },
});

test('a step goes through all parameters, each with its gradient and slots', () => {
  const { params, slots } = takeStep(momentumStep, given());
  const read = (tensors: readonly Tensor[]) => tensors.map((each) => [...each.dataSync()]);
  expect(read(slots.velocity)).toEqual([[2, 2], [1]]);
  expect(read(params)).toEqual([[-1, 0], [2]]);
});

test('nothing but the result is left behind', () => {
  tidy(() => {
    const inputs = given();
    const before = memory().numTensors;
    takeStep(momentumStep, inputs);
    expect(memory().numTensors - before).toBe(4);
  });
});

test('a kernel reads its inputs by position: scalars, parameters, gradients, slot by slot', () => {
  const { scalars, params, gradients, slots } = given();
  const inOrder = [scalars.learningRate, scalars.momentum, ...params, ...gradients, ...slots.velocity];
  expect(readStep(momentumStep, Object.fromEntries(inOrder.entries()))).toEqual({ scalars, params, gradients, slots });
});

test('without parameters there is nothing to do', () => {
  expect(takeStep(momentumStep, { ...given(), params: [], gradients: [], slots: { velocity: [] } })).toEqual({
    params: [],
    slots: { velocity: [] },
  });
});
