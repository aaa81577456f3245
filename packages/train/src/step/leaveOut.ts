// internal: what a weight of 0 leaves out. 0 · NaN and 0 · ∞ are NaN, so a product with the weight is not enough.
import { mapValues } from '@kindling/core';
import {
  all,
  clone,
  customGrad,
  type GradSaveFunc,
  isFinite as isFiniteTensor,
  logicalNot,
  logicalOr,
  mul,
  notEqual,
  reshape,
  Tensor,
  where,
} from '@tensorflow/tfjs-core';

/** A tensor of the first axis alone, to stand beside one of more axes. */
const beside = (rows: Tensor, { rank }: Tensor): Tensor =>
  reshape(rows, [...rows.shape, ...Array<number>(rank - rows.rank).fill(1)]);

/** 0 for what is not finite in rows of weight 0. */
const finiteWhereIdle = (values: Tensor, weights: Tensor): Tensor =>
  where(logicalOr(isFiniteTensor(values), beside(notEqual(weights, 0), values)), values, 0);

/** w · v, one a sample, with 0 where w is 0, whatever v is. */
export const weighed = (values: Tensor, weights: Tensor): Tensor => {
  const finite = customGrad((...given) => ({
    value: finiteWhereIdle(given[0] as Tensor, weights),
    gradFunc: (dy) => dy,
  }));
  return mul(finite(values), weights);
};

/** The tensor as it is, with a gradient of 0 where a row of weight 0 has one that is not finite. */
export const stopNaN = (values: Tensor, weights: Tensor): Tensor => {
  const same = customGrad((...given) => {
    const [v, save] = given as [Tensor, GradSaveFunc];
    save([weights]);
    return { value: clone(v), gradFunc: (dy, [w]) => finiteWhereIdle(dy, w as Tensor) };
  });
  return same(values);
};

/** What a step reads, and its predictions as metrics shall see them. */
export interface Inputs<X> {
  readonly x: X;
  /** NaN for samples whose inputs were changed. */
  asRead(prediction: Tensor): Tensor;
}

/**
 * Inputs in which rows of weight 0 hold finite numbers alone, 0 in the place of others: in the gradient of a product
 * 0 · NaN would reach the weights, and in the mean over a batch all other samples.
 */
export const finiteInputs = <X>(x: X, weights: Tensor | undefined): Inputs<X> => {
  if (weights?.rank !== 1) return { x, asRead: (prediction) => prediction };
  const lost: Tensor[] = [];
  const finite = (value: unknown): unknown => {
    if (!(value instanceof Tensor) || value.dtype !== 'float32' || value.shape[0] !== weights.size) return value;
    const whole = all(reshape(isFiniteTensor(value), [weights.size, -1]), -1);
    lost.push(logicalNot(logicalOr(whole, notEqual(weights, 0))));
    return finiteWhereIdle(value, weights);
  };
  const read = x instanceof Tensor ? finite(x) : mapValues(Object(x), finite);
  return {
    x: read as X,
    asRead: (prediction) => lost.reduce((y, rows) => where(beside(rows, y), Number.NaN, y), prediction),
  };
};
