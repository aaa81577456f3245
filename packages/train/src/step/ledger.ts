// internal: what a run logs, as sums over samples

import { partOf, prefixed, type Tree } from '@kindling/core';
import { div, mul, type Scalar, scalar, type Tensor } from '@tensorflow/tfjs-core';
import type { Cost, Judged, Target } from './objective.ts';

/** The log's columns as one flat record of sums: `loss/total`, `loss/count`, `accuracy/total`, ... */
export interface Ledger {
  /** The columns: `loss`, that of each named output, then the metrics. */
  readonly names: readonly string[];
  init(): Tree;
  /** The sums of one batch. */
  sumsOf(judged: readonly Judged[], cost: Cost, sampleWeight: Tensor | undefined): Tree;
  /** One scalar a column. */
  results(sums: Tree): Tree;
}

export const createLedger = (targets: readonly Target[]): Ledger => {
  const lossKeys = ['loss', ...targets.flatMap(lossKey)];
  const metrics = targets.flatMap((target) => Object.entries(target.metrics));

  return {
    names: [...lossKeys, ...metrics.map(([key]) => key)],
    init: () => ({
      ...Object.fromEntries(
        lossKeys.flatMap((key) => [
          [`${key}/total`, scalar(0)],
          [`${key}/count`, scalar(0)],
        ]),
      ),
      ...Object.assign({}, ...metrics.map(([key, { metric }]) => prefixed(key, metric.init()))),
    }),
    sumsOf: (judged, { total, losses }, sampleWeight) => {
      const size = scalar(judged[0]?.prediction.shape[0] ?? 0);
      const sums = meanSums('loss', total, size);
      judged.forEach(({ target, y, prediction }, i) => {
        for (const key of lossKey(target)) Object.assign(sums, meanSums(key, losses[i] as Tensor, size));
        for (const [key, { metric, weighted }] of Object.entries(target.metrics)) {
          const batch = { y, prediction, sampleWeight: weighted ? sampleWeight : undefined };
          Object.assign(sums, prefixed(key, metric.update(metric.init(), batch)));
        }
      });
      return sums;
    },
    results: (sums) => ({
      ...Object.fromEntries(
        lossKeys.map((key) => [key, div(sums[`${key}/total`] as Scalar, sums[`${key}/count`] as Scalar)]),
      ),
      ...Object.fromEntries(metrics.map(([key, { metric }]) => [key, metric.result(partOf(key, sums))])),
    }),
  };
};

/** A named output's loss has a column of its own. */
const lossKey = ({ output }: Target): readonly string[] => (output === undefined ? [] : [`${output}.loss`]);

/** A batch's mean weighs by the batch's size, as in Keras's logs. */
const meanSums = (key: string, value: Tensor, size: Scalar): Record<string, Tensor> => ({
  [`${key}/total`]: mul(value, size),
  [`${key}/count`]: size,
});
