import * as kindling from '@kindling/metrics';
import { type Golden, readNumbers, relative, tensorOf, worst } from './golden.ts';

type Batch = Readonly<Record<'y' | 'prediction', Golden>> & { readonly sampleWeight?: Golden };

export interface MetricCase {
  readonly name: string;
  /** As the package exports it. */
  readonly metric: string;
  readonly options: object;
  readonly batches: readonly Batch[];
  /** After each batch. */
  readonly results: readonly number[];
}

export const metricCases = readNumbers<{ cases: MetricCase[] }>('metrics').cases;

type Maker = (options: object) => kindling.Metric;

/** How far a metric is from Keras's, at its worst batch. */
export const measureMetric = async ({ metric, options, batches, results }: MetricCase): Promise<number> => {
  const { init, update, result } = ((kindling as Readonly<Record<string, unknown>>)[metric] as Maker)(options);
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
