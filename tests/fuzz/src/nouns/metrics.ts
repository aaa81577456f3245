import * as metrics from '@kindling/metrics';
import { dispose, tensor1d } from '@tensorflow/tfjs-core';
import * as of from '../domain.ts';
import { type Noun, noun } from './noun.ts';

const positives = { threshold: of.finite, topK: of.positiveInteger, classId: of.count };

export const ofMetrics: readonly Noun[] = [
  noun('topKAccuracy', metrics.topKAccuracy, { k: of.positiveInteger }),
  noun('binaryAccuracy', metrics.binaryAccuracy, { threshold: of.finite }),
  noun('precision', metrics.precision, positives),
  noun('recall', metrics.recall, positives),
  noun('f1', metrics.f1, positives),
  noun('meanMetric', (options) => metrics.meanMetric((y) => y, options), { name: of.text, direction: of.mode }),
  noun(
    'evaluate',
    async (options) => {
      const batches = [{ x: tensor1d([1]), y: tensor1d([1]) }];
      await metrics.evaluate(() => tensor1d([1]), batches, options).finally(() => dispose(batches as never));
    },
    {},
    {
      metrics: {
        good: (draw) => draw.pick([{ mse: metrics.meanSquaredError() }, { a: 'mae' }]),
        holds: (value) => {
          if (typeof value !== 'object' || value === null || Symbol.iterator in value) return false;
          const given: readonly unknown[] = Object.values(value);
          return (
            given.length > 0 &&
            given.every((each) => each === 'mae' || typeof (each as metrics.Metric)?.init === 'function')
          );
        },
      },
    },
  ),
  noun(
    'confusionMatrix',
    (options) => metrics.confusionMatrix([], [], options),
    {},
    { classNames: of.listOf(of.anyText, 1) },
    ({ classNames }) => new Set(classNames as string[]).size === (classNames as string[]).length,
  ),
  noun(
    'classificationReport',
    (options) => metrics.classificationReport({ counts: [[1]], classNames: ['x'] }, options),
    {
      digits: of.wholeNumber(20),
    },
  ),
];
