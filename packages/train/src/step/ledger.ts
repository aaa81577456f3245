// internal: what a run logs, as sums over samples

import type { Tree } from '@kindling/models';
import { add, div, mul, type Scalar, scalar, type Tensor } from '@tensorflow/tfjs-core';
import type { Cost, Judged, Target } from './objective.ts';

/** The log's columns as one flat record of sums: `loss/total`, `loss/count`, `accuracy/total`, ... */
export interface Ledger {
  /** The columns: `loss`, that of each named output, then the metrics. */
  readonly names: readonly string[];
  init(): Tree;
  /** The sums with one batch's share added. */
  add(sums: Tree, judged: readonly Judged[], cost: Cost, sampleWeight: Tensor | undefined): Tree;
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
    add: (sums, judged, { total, losses }, sampleWeight) => {
      const size = scalar(judged[0]?.prediction.shape[0] ?? 0);
      const next = addMean(sums, 'loss', total, size);
      judged.forEach(({ target, y, prediction }, i) => {
        for (const key of lossKey(target)) Object.assign(next, addMean(sums, key, losses[i] as Tensor, size));
        for (const [key, { metric, weighted }] of Object.entries(target.metrics)) {
          const batch = { y, prediction, sampleWeight: weighted ? sampleWeight : undefined };
          Object.assign(next, prefixed(key, metric.update(under(sums, key), batch)));
        }
      });
      return next;
    },
    results: (sums) => ({
      ...Object.fromEntries(
        lossKeys.map((key) => [key, div(sums[`${key}/total`] as Scalar, sums[`${key}/count`] as Scalar)]),
      ),
      ...Object.fromEntries(metrics.map(([key, { metric }]) => [key, metric.result(under(sums, key))])),
    }),
  };
};

/** A named output's loss has a column of its own. */
const lossKey = ({ output }: Target): readonly string[] => (output === undefined ? [] : [`${output}.loss`]);

/** A batch's mean weighs by the batch's size, as in Keras's logs. */
const addMean = (sums: Tree, key: string, value: Tensor, size: Scalar): Record<string, Tensor> => ({
  [`${key}/total`]: add(sums[`${key}/total`] as Scalar, mul(value, size)),
  [`${key}/count`]: add(sums[`${key}/count`] as Scalar, size),
});

const prefixed = (key: string, tree: Tree): Tree =>
  Object.fromEntries(Object.entries(tree).map(([slot, tensor]) => [`${key}/${slot}`, tensor]));

const under = (sums: Tree, key: string): Tree =>
  Object.fromEntries(
    Object.entries(sums)
      .filter(([name]) => name.startsWith(`${key}/`))
      .map(([name, tensor]) => [name.slice(key.length + 1), tensor]),
  );
