// internal: counting positives, for precision, recall and f1
import {
  addTrees,
  finiteNumber,
  formatShape,
  optional,
  optionOf,
  positiveInteger,
  readOptions,
  show,
} from '@kindling/core';
import {
  add,
  cast,
  div,
  floor,
  greater,
  isNaN as isNaNTensor,
  logicalAnd,
  logicalOr,
  mul,
  notEqual,
  oneHot,
  onesLike,
  reshape,
  scalar,
  slice,
  sub,
  sum,
  type Tensor,
  tidy,
  topk,
  where,
} from '@tensorflow/tfjs-core';
import { alike, batchSize, weightedSum } from './batch.ts';
import type { Metric } from './metric.ts';

/** Which outputs count, and which of them are positive. */
export interface PositiveOptions {
  /** An output strictly above this is a positive. Default: 0.5; with `topK`, none. */
  threshold?: number | undefined;
  /**
   * Only the k greatest outputs of the last axis can be positive, the first of equals: 1 is the argmax. Default: all.
   */
  topK?: number | undefined;
  /** The one index of the last axis to count. Default: all. */
  classId?: number | undefined;
}

const table = {
  threshold: optional(finiteNumber),
  topK: optional(positiveInteger),
  classId: optional(
    optionOf<number>((owner, name, value) => {
      if (Number.isSafeInteger(value) && (value as number) >= 0) return;
      throw new RangeError(`${owner}: ${name} must be an integer of at least 0, got ${show(value)}`);
    }),
  ),
};

/** Weighted counts over all outputs of all samples. */
type Counts = Readonly<Record<'truePositives' | 'predicted' | 'actual', Tensor>>;

const names = ['truePositives', 'predicted', 'actual'] as const;

/** A count in two parts, both sums: a sample may have so many outputs that a few batches pass 2^24. */
type Parts = Readonly<Record<string, Tensor>>;

const thousands = 4096;

/** c = 4096 · high + low, both exact in float32. */
const parted = (name: string, count: Tensor): Parts => {
  const high = floor(div(count, thousands));
  return { [name]: sub(count, mul(high, thousands)), [`${name}High`]: high };
};

const joined = (parts: Parts, name: string): Tensor =>
  add(parts[name] as Tensor, mul(parts[`${name}High`] as Tensor, thousands));

/** A metric made of counts. A NaN among targets or predictions makes them NaN: it is neither positive nor negative. */
export const positives = (owner: string, given: PositiveOptions, result: (counts: Counts) => Tensor): Metric => {
  const options = readOptions(owner, table, given);
  const metric: Metric<Parts> = {
    name: owner,
    direction: 'max',
    init: () => Object.fromEntries(names.flatMap((name) => [name, `${name}High`]).map((name) => [name, scalar(0)])),
    update: (state, batch) =>
      tidy(() => {
        const size = batchSize(owner, batch);
        const { actual, predicted, unknown } = judge(owner, batch.y, batch.prediction, options);
        const count = (which: Tensor): Tensor => {
          const ones = where(unknown, Number.NaN, cast(which, 'float32'));
          return weightedSum(sum(reshape(ones, [size, -1]), 1), batch.sampleWeight);
        };
        return addTrees(state, {
          ...parted('truePositives', count(logicalAnd(actual, predicted))),
          ...parted('predicted', count(predicted)),
          ...parted('actual', count(actual)),
        });
      }),
    result: (state) =>
      tidy(() => {
        const [truePositives, predicted, actual] = names.map((name) => joined(state, name)) as [Tensor, Tensor, Tensor];
        return result({ truePositives, predicted, actual });
      }),
  };
  return metric;
};

type Judged = Readonly<Record<'actual' | 'predicted' | 'unknown', Tensor>>;

const judge = (
  owner: string,
  targets: Tensor,
  prediction: Tensor,
  { topK, classId, threshold = topK === undefined ? 0.5 : undefined }: PositiveOptions,
): Judged => {
  const [target, output] = alike(owner, targets, prediction, '; for class indices, one-hot them first');
  const above = threshold === undefined ? undefined : greater(output, threshold);
  const among = topK === undefined ? undefined : amongTop(owner, output, topK);
  const all = {
    actual: notEqual(target, 0),
    predicted: above !== undefined && among !== undefined ? logicalAnd(above, among) : (above ?? among)!,
    unknown: logicalOr(isNaNTensor(target), isNaNTensor(output)),
  };
  if (classId === undefined) return all;
  requireIndex(owner, 'classId', classId, output);
  const begin = output.shape.map((_, axis) => (axis === output.rank - 1 ? classId : 0));
  const length = output.shape.map((size, axis) => (axis === output.rank - 1 ? 1 : size));
  const ofClass = (values: Tensor): Tensor => slice(values, begin, length);
  return { actual: ofClass(all.actual), predicted: ofClass(all.predicted), unknown: ofClass(all.unknown) };
};

/** True at the k greatest values of the last axis. */
const amongTop = (owner: string, output: Tensor, k: number): Tensor => {
  requireIndex(owner, 'topK', k - 1, output);
  const classes = output.shape.at(-1)!;
  if (classes === 1) return cast(onesLike(output), 'bool'); // tfjs's oneHot wants two
  const { indices } = topk(output, k);
  return cast(sum(cast(oneHot(indices, classes), 'float32'), -2), 'bool');
};

const requireIndex = (owner: string, option: string, index: number, { rank, shape }: Tensor): void => {
  if (rank >= 2 && index < shape.at(-1)!) return;
  throw new RangeError(`${owner}: ${option} reaches beyond the classes of the prediction, ${formatShape(shape)}`);
};
