import '@tensorflow/tfjs-backend-cpu';
import { release } from '@kindling/core';
import { memory, ones, type Tensor, tensor, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { type ClassWeight, weighByClass } from './classWeight.ts';

const x = tensor1d([0]);
const weightsOf = async (classWeight: ClassWeight, outputShape: readonly (number | null)[], y: Tensor) => {
  const { sampleWeight } = await weighByClass<Tensor, Tensor>(classWeight, outputShape)({ x, y });
  const weights = Array.from(await sampleWeight!.data());
  release(sampleWeight);
  return weights;
};

test('a sample counts what its class counts, from one-hot rows, class numbers or a single column', async () => {
  const targets = [
    tensor2d([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]),
    tensor2d([
      [0.8, 0.1, 0.1],
      [0.3, 0.4, 0.3],
      [0, 0.05, 0.95],
    ]),
    tensor1d([0, 1, 2], 'int32'),
    tensor2d([[0], [1], [2]]),
  ];
  const before = memory().numTensors;
  for (const y of targets) expect(await weightsOf({ 0: 2, 2: 0.5 }, [null, 3], y)).toEqual([2, 1, 0.5]);
  expect(memory().numTensors).toBe(before);
});

test('what is no record, a class that the model does not have and a weight below 0 are refused', () => {
  for (const given of ['balanced', null, {}, new Map([[0, 2]])]) {
    expect(() => weighByClass(given as never, [null, 3])).toThrow('fit: classWeight must be a record such as');
  }
  for (const name of ['3', '-1', '', '0x1', 'cat']) {
    expect(() => weighByClass({ [name]: 1 }, [null, 3])).toThrow(
      `fit: classWeight has the class ${name}; classes are whole numbers from 0 to 2`,
    );
  }
  expect(() => weighByClass({ 1: -1 }, [null, 3])).toThrow(
    'fit: classWeight[1] must be a number of at least 0, got -1',
  );
});

test('one sigmoid output has two classes', async () => {
  expect(await weightsOf({ 1: 3 }, [null, 1], tensor2d([[0], [1]]))).toEqual([1, 3]);
});

test('a model that gives several labels a sample is refused', () => {
  expect(() => weighByClass({ 0: 2 }, [null, 3, 4])).toThrow(
    'fit: classWeight needs a model of one label a sample, but it gives [null, 3, 4]; for several labels a sample give sampleWeight, or weigh them in a loss of your own',
  );
});

test('targets of several labels a sample are refused, by their shape or by their rows', async () => {
  const refused = (y: Tensor, message: string) => expect(weightsOf({ 0: 2 }, [null, 3], y)).rejects.toThrow(message);
  await refused(
    ones([2, 2]),
    'fit: classWeight needs one label a sample, y of the shape [2] or [2, 1], or one-hot rows [2, 3], got [2, 2]',
  );
  await refused(ones([2, 3, 1]), 'got [2, 3, 1]');
  const row = 'a row of y that adds up to 1 with one greatest number, got ';
  await refused(tensor([0, 1, 0, 1, 0, 1], [2, 3]), `${row}[1, 0, 1] for sample 1 of a batch`);
  await refused(tensor([0.5, 0.5, 0], [1, 3]), `${row}[0.5, 0.5, 0]`);
  await refused(tensor([0, 0, 0], [1, 3]), `${row}[0, 0, 0]`);
  await refused(tensor([Number.NaN, 0, 1], [1, 3]), `${row}[NaN, 0, 1]`);
});

test('a label that is no class is refused', async () => {
  for (const stray of [3, -1, 0.5, Number.NaN]) {
    await expect(weightsOf({ 0: 2 }, [null, 3], tensor1d([0, stray]))).rejects.toThrow(
      `fit: classWeight needs labels that are classes, whole numbers from 0 to 2, got ${stray} for sample 1 of a batch`,
    );
  }
  await expect(weightsOf({ 0: 2 }, [null, 1], tensor1d([2]))).rejects.toThrow('whole numbers from 0 to 1, got 2');
});

test('a batch with weights of its own, or without a target, is refused', async () => {
  const weigh = weighByClass<Tensor, Tensor>({ 0: 2 }, [null, 2]);
  await expect(weigh({ x, y: x, sampleWeight: x })).rejects.toThrow('give that or classWeight, not both');
  await expect(weigh({ x } as never)).rejects.toThrow('fit: classWeight needs y to be a tensor, got undefined');
});
