import '@tensorflow/tfjs-backend-cpu';
import { fromArrays, shapes } from '@kindling/data';
import { argMax, dispose, setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { bookSpec, type Spec } from '../spec/spec.ts';
import { type Batches, modelOf, optimizerOf, testingOf, trainingOf } from './training.ts';

beforeAll(() => setBackend('cpu'));

const small: Spec = { ...bookSpec, pictures: 25, test: 12, batch: 10 };

const labelsOf = async (batches: Batches): Promise<number[][]> => {
  const read: number[][] = [];
  for await (const { x, y } of batches) {
    expect(x.shape.slice(1)).toEqual([32, 32, 3]);
    read.push(Array.from(await argMax(y, -1).data()));
    dispose([x, y]);
  }
  return read;
};

test("the book's model has the parameters of the book", () => {
  expect(modelOf(bookSpec).summary()).toContain('646,260');
  expect(modelOf({ layers: [] }).summary()).toContain('30,730');
  expect(JSON.stringify(modelOf({ layers: [{ units: 3, activation: 'tanh' }] }).toJSON())).toContain('tanh');
});

test('the rate is one, or changes behind the step of each change', () => {
  expect(optimizerOf(bookSpec)).toMatchObject({ kind: 'adam', learningRate: 5e-4 });
  const rates = [
    { after: 3, learningRate: 0.1 },
    { after: 5, learningRate: 0.01 },
  ];
  const { kind, learningRate } = optimizerOf({ optimizer: 'sgd', learningRate: 1, rates });
  expect(kind).toBe('sgd');
  // Step 3, counted from 1, is the last of the first rate.
  expect([1, 2, 3, 4, 5, 6].map((step) => (learningRate as (step: number) => number)(step - 1))).toEqual([
    1, 1, 1, 0.1, 0.1, 0.01,
  ]);
});

test('the first pictures are trained on in another order each epoch, and tested in theirs', async () => {
  const { train, test: held } = await shapes({ train: 40, test: 40 });
  const first = Array.from({ length: 25 }, (_, i) => i % 10);
  const training = trainingOf(small, train);
  const [one, two] = [await labelsOf(training), await labelsOf(training)];
  expect(one.map((batch) => batch.length)).toEqual([10, 10, 5]);
  for (const order of [one.flat(), two.flat()]) {
    expect(order).not.toEqual(first);
    expect(order.toSorted()).toEqual(first.toSorted());
  }
  expect(await labelsOf(testingOf(small, held))).toEqual([first.slice(0, 10), first.slice(0, 2)]);
  expect(await labelsOf(trainingOf(small, train))).toEqual(one);
  expect(await labelsOf(trainingOf({ ...small, seed: 2 }, train))).not.toEqual(one);
  expect(fromArrays(train).size).toBe(40);
});
