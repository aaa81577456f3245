// internal: class weights as sample weights
import { requireNumber, show } from '@kindling/core';
import { argMax, cast, gather, reshape, Tensor, tensor1d, tidy } from '@tensorflow/tfjs-core';
import type { Batch } from './batch.ts';

/** Weights by class number; 1 where absent. */
export type ClassWeight = Readonly<Record<number, number>>;

/** Gives each batch the weights of its samples' classes, read off one-hot rows or class numbers. */
export const weighByClass = <X, Y>(
  classWeight: ClassWeight,
  classes: number,
): ((batch: Batch<X, Y>) => Batch<X, Y>) => {
  const table = new Float32Array(Math.max(classes, 2)).fill(1);
  const weights = Object.entries(classWeight);
  if (weights.length === 0)
    throw new Error(`fit: classWeight must be a record such as { 0: 1, 1: 5 }, got ${show(classWeight)}`);
  for (const [name, weight] of weights) {
    const label = Number(name);
    if (!Number.isInteger(label) || label < 0 || label >= table.length) {
      throw new RangeError(
        `fit: classWeight has the class ${name}; classes are whole numbers from 0 to ${table.length - 1}`,
      );
    }
    requireNumber('fit', `classWeight[${name}]`, weight, 0);
    table[label] = weight;
  }
  return (batch) => {
    if (batch.sampleWeight !== undefined) {
      throw new Error("fit: the dataset's batches have sampleWeight; give that or classWeight, not both");
    }
    if (!(batch.y instanceof Tensor))
      throw new TypeError(`fit: classWeight needs y to be a tensor, got ${show(batch.y)}`);
    const labels = batch.y;
    const sampleWeight = tidy(() => gather(tensor1d(table), cast(labelsOf(labels), 'int32')));
    return { ...batch, sampleWeight };
  };
};

const labelsOf = (y: Tensor): Tensor => (y.rank > 1 && (y.shape.at(-1) ?? 1) > 1 ? argMax(y, -1) : reshape(y, [-1]));
