import * as kindling from '@kindling/metrics';
import { type Golden, readNumbers, relative, tensorOf, worst } from './golden.ts';

type Batch = Readonly<Record<'y' | 'prediction', Golden>> & { readonly sampleWeight?: Golden };

export interface MetricCase {
  readonly name: string;
  readonly metric: string;
  readonly options: object;
  readonly batches: readonly Batch[];
  /** After each batch. */
  readonly results: readonly number[];
}

export const metricCases = readNumbers<{ cases: MetricCase[] }>('metrics').cases;

const metrics: Readonly<Record<string, (options: object) => kindling.Metric>> = {
  accuracy: kindling.accuracy,
  binaryAccuracy: kindling.binaryAccuracy,
  categoricalAccuracy: kindling.categoricalAccuracy,
  sparseCategoricalAccuracy: kindling.sparseCategoricalAccuracy,
  topKAccuracy: kindling.topKAccuracy,
  precision: kindling.precision,
  recall: kindling.recall,
  f1: kindling.f1,
  meanSquaredError: kindling.meanSquaredError,
  meanAbsoluteError: kindling.meanAbsoluteError,
};

/** How far a metric is from Keras's, at its worst batch. */
export const measureMetric = async ({ metric, options, batches, results }: MetricCase): Promise<number> => {
  const { init, update, result } = metrics[metric]!(options);
  let state = init();
  const differences: number[] = [];
  for (const [i, { y, prediction, sampleWeight }] of batches.entries()) {
    state = update(state, {
      y: tensorOf(y),
      prediction: tensorOf(prediction),
      sampleWeight: sampleWeight && tensorOf(sampleWeight),
    });
    differences.push(relative((await result(state).data())[0]!, results[i]!));
  }
  return worst(differences);
};
