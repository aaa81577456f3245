import { tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { metricSamples, metricValue, testMetric } from '@tests/kit';
import { expect, test } from 'vitest';
import { precision } from './precision.ts';

const drawn = metricSamples(10, 3, 4);
const samples = drawn.map(({ multiHot, prediction }) => ({ y: multiHot, prediction }));

/** Weighted true positives over weighted positives, by a rule of which outputs are positive and which count. */
const reference =
  (isPositive: (row: readonly number[], j: number) => boolean, classes = [0, 1, 2]) =>
  (weights: readonly { readonly weight: number }[]): number => {
    let [right, all] = [0, 0];
    drawn.forEach(({ multiHot, prediction }, i) => {
      for (const j of classes.filter((j) => isPositive(prediction, j))) {
        right += weights[i]!.weight * multiHot[j]!;
        all += weights[i]!.weight;
      }
    });
    return right / all;
  };
const rank = (row: readonly number[], j: number) => row.filter((value) => value > row[j]!).length;

testMetric('precision', precision, {
  samples,
  dtypes: ['float32', 'int32', 'bool'],
  reference: reference((row, j) => row[j]! > 0.5),
});

testMetric('precision among the top two', () => precision({ topK: 2 }), {
  samples,
  reference: reference((row, j) => rank(row, j) < 2),
});

testMetric(
  'precision of the last class, top two and above 0.3',
  () => precision({ topK: 2, threshold: 0.3, classId: 2 }),
  {
    samples,
    reference: reference((row, j) => rank(row, j) < 2 && row[j]! > 0.3, [2]),
  },
);

test('an output at the threshold is not positive', async () => {
  expect(await metricValue(precision(), { y: tensor1d([0, 1]), prediction: tensor1d([0.5, 0.6]) })).toBe(1);
});

test('of equal outputs the first are the top', async () => {
  const batch = { y: tensor2d([[1, 0, 0]]), prediction: tensor2d([[0.2, 0.2, 0.2]]) };
  expect(await metricValue(precision({ topK: 1 }), batch)).toBe(1);
});

test('an only output is the top', async () => {
  const batch = { y: tensor2d([[1], [0]]), prediction: tensor2d([[0.2], [0.9]]) };
  expect(await metricValue(precision({ topK: 1 }), batch)).toBe(0.5);
});

test('without a positive prediction it is 0, as in Keras', async () => {
  expect(await metricValue(precision(), { y: tensor1d([1, 1]), prediction: tensor1d([0.1, 0.2]) })).toBe(0);
});

test('options out of their domain are refused at once', () => {
  expect(() => precision({ threshold: Infinity })).toThrow(
    'precision: threshold must be a finite number, got Infinity',
  );
  expect(() => precision({ treshold: 1 } as object)).toThrow(
    'precision: unknown option "treshold"; did you mean "threshold"?',
  );
  expect(() => precision({ topK: 1.5 })).toThrow('precision: topK must be a positive integer, got 1.5');
  expect(() => precision({ classId: -1 })).toThrow('precision: classId must be an integer of at least 0, got -1');
});

test('options beyond the classes, and class indices as targets, are refused with the shapes', async () => {
  const batch = { y: tensor2d([[1, 0]]), prediction: tensor2d([[0.2, 0.3]]) };
  await expect(metricValue(precision({ topK: 3 }), batch)).rejects.toThrow(
    'precision: topK reaches beyond the classes of the prediction, [1, 2]',
  );
  await expect(metricValue(precision({ classId: 2 }), batch)).rejects.toThrow(
    'precision: classId reaches beyond the classes of the prediction, [1, 2]',
  );
  await expect(metricValue(precision(), { ...batch, y: tensor1d([1]) })).rejects.toThrow(
    'precision: y must have the shape of the prediction, [1, 2], got [1]; for class indices, one-hot them first',
  );
});
