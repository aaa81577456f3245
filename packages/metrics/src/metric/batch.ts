// internal: what every metric asks of a batch, and how it weighs its samples
import { formatShape, show } from '@kindling/core';
import { cast, mul, notEqual, reshape, sum, Tensor, where } from '@tensorflow/tfjs-core';
import type { MetricBatch } from './metric.ts';

const numeric = ['float32', 'int32', 'bool'];

const requireNumeric = (owner: string, name: string, value: unknown): Tensor => {
  if (!(value instanceof Tensor)) throw new TypeError(`${owner}: ${name} must be a tensor, got ${show(value)}`);
  if (!numeric.includes(value.dtype)) {
    throw new TypeError(`${owner}: ${name} must be float32, int32 or bool, got ${value.dtype}`);
  }
  return value;
};

/** The number of samples in a batch whose parts agree on it. */
export const batchSize = (owner: string, { y, prediction, sampleWeight }: MetricBatch): number => {
  const size = requireNumeric(owner, 'prediction', prediction).shape[0];
  if (requireNumeric(owner, 'y', y).shape[0] !== size) {
    throw new Error(
      `${owner}: y and prediction must hold the same samples, got ${formatShape(y.shape)} and ${formatShape(prediction.shape)}`,
    );
  }
  if (size === undefined || size === 0) {
    throw new Error(`${owner}: a batch must hold at least one sample, got prediction ${formatShape(prediction.shape)}`);
  }
  if (sampleWeight !== undefined) {
    const { shape } = requireNumeric(owner, 'sampleWeight', sampleWeight);
    if (shape[0] !== size || shape.length === 0 || shape.length > 2 || (shape[1] ?? 1) !== 1) {
      throw new Error(`${owner}: sampleWeight must have one weight a sample, [${size}], got ${formatShape(shape)}`);
    }
  }
  return size;
};

/**
 * Target and prediction in float32 and one shape; `[batch]` and `[batch, 1]` are the same thing. Never broadcast:
 * `[batch] - [batch, 1]` would compare every sample with every other.
 */
export const alike = (
  owner: string,
  target: Tensor,
  prediction: Tensor,
  remedy = '',
): [target: Tensor, prediction: Tensor] => {
  const [wanted, output] = [cast(target, 'float32'), cast(prediction, 'float32')];
  const [shape, expected] = [trimmed(target.shape), trimmed(prediction.shape)];
  if (shape.length !== expected.length || shape.some((length, axis) => length !== expected[axis])) {
    throw new Error(
      `${owner}: y must have the shape of the prediction, ${formatShape(prediction.shape)}, got ${formatShape(target.shape)}${remedy}`,
    );
  }
  return [reshape(wanted, prediction.shape), output];
};

const trimmed = (shape: readonly number[]): readonly number[] =>
  shape.length > 1 && shape.at(-1) === 1 ? shape.slice(0, -1) : shape;

/** `sum(w v)` over the samples, without those of weight 0; a column of weights is weights, as in Keras. */
export const weightedSum = (values: Tensor, sampleWeight: Tensor | undefined): Tensor => {
  if (sampleWeight === undefined) return sum(values);
  const weight = reshape(cast(sampleWeight, 'float32'), [-1]);
  return sum(where(notEqual(weight, 0), mul(values, weight), 0));
};
