// internal: which predictions are right, for the accuracies: 1 where right, 0 where wrong, NaN where nobody can say
import { formatShape, classMatches as rowMatches } from '@kindling/core';
import {
  any,
  argMax,
  cast,
  equal,
  expandDims,
  greater,
  greaterEqual,
  isNaN as isNaNTensor,
  less,
  logicalAnd,
  logicalNot,
  logicalOr,
  max,
  range,
  squeeze,
  sum,
  type Tensor,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { alike } from './batch.ts';

/** The index of each sample's class, float32, and where there is one at all. */
interface Labels {
  readonly label: Tensor;
  readonly known: Tensor;
}

const whereKnown = (known: Tensor, right: Tensor): Tensor => where(known, cast(right, 'float32'), Number.NaN);

const holdsNaN = (rows: Tensor): Tensor => any(isNaNTensor(rows), -1);

/** A target of 0 or 1 against a prediction that says 1 above the threshold. */
export const binaryMatches = (owner: string, target: Tensor, prediction: Tensor, threshold: number): Tensor => {
  const [wanted, output] = alike(owner, target, prediction);
  const known = logicalNot(logicalOr(isNaNTensor(wanted), isNaNTensor(output)));
  return whereKnown(known, equal(wanted, cast(greater(output, threshold), 'float32')));
};

/**
 * Whether the target holds class indices, by the shapes: an axis less than the prediction, or a last axis of 1 against
 * many.
 */
export const isSparse = (target: Tensor, prediction: Tensor): boolean =>
  target.rank < prediction.rank || (target.shape.at(-1) === 1 && (prediction.shape.at(-1) ?? 1) > 1);

/** The class of a one-hot (or soft) target against that of the greatest value. */
export const oneHotMatches = (owner: string, y: Tensor, prediction: Tensor): Tensor => {
  requireClasses(owner, prediction);
  const [target, output] = alike(owner, y, prediction);
  return rowMatches({ y: target, prediction: output });
};

/** One-hot (or soft) targets. A row of zeros, or with a NaN, names no class. */
export const oneHotLabels = (owner: string, target: Tensor, prediction: Tensor): Labels => {
  requireClasses(owner, prediction);
  const [wanted] = alike(owner, target, prediction);
  return {
    label: cast(argMax(wanted, -1), 'float32'),
    known: logicalAnd(greater(max(wanted, -1), 0), logicalNot(holdsNaN(wanted))),
  };
};

/** Class indices. One outside the classes of the prediction names no class. */
export const sparseLabels = (owner: string, target: Tensor, prediction: Tensor): Labels => {
  const classes = requireClasses(owner, prediction);
  const expected = prediction.shape.slice(0, -1);
  const label = cast(
    target.rank === prediction.rank && target.shape.at(-1) === 1 ? squeeze(target, [-1]) : target,
    'float32',
  );
  if (label.rank !== expected.length || label.shape.some((length, axis) => length !== expected[axis])) {
    throw new Error(
      `${owner}: y must hold class indices, ${formatShape(expected)}, for a prediction ${formatShape(prediction.shape)}, got ${formatShape(target.shape)}`,
    );
  }
  return { label, known: logicalAnd(greaterEqual(label, 0), less(label, classes)) };
};

/** The label against the class of the greatest value, the first of equals. */
export const classMatches = ({ label, known }: Labels, prediction: Tensor): Tensor => {
  const output = cast(prediction, 'float32');
  const right = equal(label, cast(argMax(output, -1), 'float32'));
  return whereKnown(logicalAnd(known, logicalNot(holdsNaN(output))), right);
};

/** Whether fewer than k classes have a greater value than the label's. */
export const topMatches = (owner: string, { label, known }: Labels, prediction: Tensor, k: number): Tensor => {
  const output = cast(prediction, 'float32');
  const classes = output.shape.at(-1) ?? 0;
  if (k > classes)
    throw new RangeError(`${owner}: k must be at most the ${classes} classes of the prediction, got ${k}`);
  const atLabel = equal(expandDims(label, -1), range(0, classes));
  const value = sum(where(atLabel, output, zerosLike(output)), -1, true);
  const ahead = sum(cast(greater(output, value), 'float32'), -1);
  return whereKnown(logicalAnd(known, logicalNot(holdsNaN(output))), less(ahead, k));
};

const requireClasses = (owner: string, { shape }: Tensor): number => {
  const classes = shape.length < 2 ? 1 : (shape.at(-1) ?? 1);
  if (classes > 1) return classes;
  throw new Error(
    `${owner}: prediction must have a last axis of two or more classes, got ${formatShape(shape)}; for one output use binaryAccuracy`,
  );
};
