// internal: class weights as sample weights
import { formatShape, requireNumber, show } from '@kindling/core';
import { Tensor, tensor1d } from '@tensorflow/tfjs-core';
import type { Batch } from './batch.ts';

/** Weights by class number; 1 where absent. */
export type ClassWeight = Readonly<Record<number, number>>;

const remedy = 'give sampleWeight, or weigh them in a loss of your own';

/**
 * Gives each batch the weights of its samples' classes: w_i = classWeight[class of y_i].
 *
 * A sample has one class, read off integers `[n]` or `[n, 1]`, or off the greatest number of a one-hot or soft row
 * `[n, classes]`, as in Keras. The labels are read on the host, where a batch's have come from: what names no class, or
 * several, is refused.
 *
 * @param outputShape what the model gives, with `null` for the batch
 */
export const weighByClass = <X, Y>(
  classWeight: ClassWeight,
  outputShape: readonly (number | null)[],
): ((batch: Batch<X, Y>) => Promise<Batch<X, Y>>) => {
  const classes = classesOf(outputShape);
  const table = tableOf(classWeight, Math.max(classes, 2));
  return async (batch) => {
    if (batch.sampleWeight !== undefined) {
      throw new Error("fit: the dataset's batches have sampleWeight; give that or classWeight, not both");
    }
    if (!(batch.y instanceof Tensor))
      throw new TypeError(`fit: classWeight needs y to be a tensor, got ${show(batch.y)}`);
    const { shape }: Tensor = batch.y;
    const [size = 0, width = 1, ...rest] = shape;
    if (shape.length === 0 || rest.length > 0 || (width !== 1 && width !== classes)) {
      const oneHot = classes > 1 ? `, or one-hot rows [${size}, ${classes}]` : '';
      throw new Error(
        `fit: classWeight needs one label a sample, y of the shape [${size}] or [${size}, 1]${oneHot}, got ${formatShape(shape)}; for several labels a sample ${remedy}`,
      );
    }
    const values = await batch.y.data();
    const labelAt = width === 1 ? requireLabel(values, table.length) : requireOneHot(values, width);
    return { ...batch, sampleWeight: tensor1d(Float32Array.from({ length: size }, (_, i) => table[labelAt(i)]!)) };
  };
};

const classesOf = (outputShape: readonly (number | null)[]): number => {
  const [, ...perSample] = outputShape;
  if (perSample.slice(0, -1).every((length) => length === 1)) return perSample.at(-1) ?? 1;
  throw new Error(
    `fit: classWeight needs a model of one label a sample, but it gives ${formatShape(outputShape)}; for several labels a sample ${remedy}`,
  );
};

const tableOf = (classWeight: ClassWeight, classes: number): Float32Array => {
  const table = new Float32Array(classes).fill(1);
  const weights = typeof classWeight === 'object' && classWeight !== null ? Object.entries(classWeight) : [];
  if (weights.length === 0)
    throw new Error(`fit: classWeight must be a record such as { 0: 1, 1: 5 }, got ${show(classWeight)}`);
  for (const [name, weight] of weights) {
    if (!/^(0|[1-9]\d*)$/.test(name) || Number(name) >= classes) {
      throw new RangeError(
        `fit: classWeight has the class ${name}; classes are whole numbers from 0 to ${classes - 1}`,
      );
    }
    requireNumber('fit', `classWeight[${name}]`, weight, 0);
    table[Number(name)] = weight;
  }
  return table;
};

type Numbers = ArrayLike<number>;

const requireLabel =
  (labels: Numbers, classes: number) =>
  (i: number): number => {
    const label = labels[i]!;
    if (Number.isInteger(label) && label >= 0 && label < classes) return label;
    throw new RangeError(
      `fit: classWeight needs labels that are classes, whole numbers from 0 to ${classes - 1}, got ${label} for sample ${i} of a batch; mend the label, or leave the sample out`,
    );
  };

/** How far a row's sum may be from 1: soft labels were rounded. */
const tolerance = 1e-3;

const requireOneHot =
  (rows: Numbers, classes: number) =>
  (i: number): number => {
    const row = Array.from({ length: classes }, (_, c) => rows[i * classes + c]!);
    const greatest = Math.max(...row);
    const isOne = Math.abs(row.reduce((sum, value) => sum + value, 0) - 1) <= tolerance;
    if (isOne && row.filter((value) => value === greatest).length === 1) return row.indexOf(greatest);
    throw new RangeError(
      `fit: classWeight needs one class a sample, a row of y that adds up to 1 with one greatest number, got ${show(row)} for sample ${i} of a batch; for several labels a sample ${remedy}`,
    );
  };
