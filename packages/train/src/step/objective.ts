// internal: what a batch costs

import { formatShape, ownValue, show } from '@kindling/core';
import type { Metric } from '@kindling/metrics';
import type { Logits, Model, Tree } from '@kindling/models';
import { add, mean, mul, type Scalar, scalar, Tensor, zeros } from '@tensorflow/tfjs-core';
import type { Loss } from '../losses/loss.ts';
import { meanOverRest } from '../losses/shapes.ts';
import { stopNaN, weighed } from './leaveOut.ts';

/** How one output of a model is judged. */
export interface Target {
  /** Its name; undefined for a model's only output. */
  readonly output: string | undefined;
  readonly loss: Loss;
  readonly lossWeight: number;
  /** By log key; `weighted` ones heed sample weights. */
  readonly metrics: Readonly<Record<string, { readonly metric: Metric; readonly weighted: boolean }>>;
}

/** One output of one batch, beside what it should have been. */
export interface Judged {
  readonly target: Target;
  readonly y: Tensor;
  readonly prediction: Tensor;
  readonly logits: Logits | undefined;
}

/** A batch's loss, and its parts by output, before their weights. */
export interface Cost {
  readonly total: Scalar;
  readonly losses: readonly Tensor[];
}

const part = (value: unknown, output: string | undefined): unknown =>
  output === undefined ? value : ownValue(Object(value), output);

/** Lays targets, predictions and logits side by side, output by output. */
export const judge = (
  targets: readonly Target[],
  y: unknown,
  predictions: unknown,
  logits: unknown,
): readonly Judged[] =>
  targets.map((target) => ({
    target,
    y: part(y, target.output) as Tensor,
    prediction: part(predictions, target.output) as Tensor,
    logits: part(logits, target.output) as Logits | undefined,
  }));

/** L = Σ_outputs c · (1/n) Σ_i w_i l(y_i, ŷ_i) + Σ penalties, with n the batch's size. */
export const cost = <X, Y>(
  model: Model<X, Y>,
  judged: readonly Judged[],
  params: Tree,
  sampleWeight: Tensor | undefined,
): Cost => {
  const losses = judged.map((output) => batchLoss(output, sampleWeight));
  const terms = judged.map(({ target }, i) => scaled(losses[i] as Tensor, target.lossWeight));
  const penalty = model.penalty(params);
  return {
    total: [...terms, ...(penalty === undefined ? [] : [penalty])].reduce((sum, term) => add(sum, term)) as Scalar,
    losses,
  };
};

/** c · l; with a weight of 0 an output is left out, even if its loss is NaN. */
const scaled = (loss: Tensor, weight: number): Tensor => {
  if (weight === 1) return loss;
  return weight === 0 ? weighed(loss, scalar(0)) : mul(loss, weight);
};

const batchLoss = (judged: Judged, sampleWeight: Tensor | undefined): Tensor => {
  requireBatch(judged, sampleWeight);
  const { target, y, prediction } = judged;
  const { kind, perSample } = target.loss;
  const counts = target.lossWeight === 0 ? zeros([y.shape[0] as number]) : sampleWeight;
  const value = perSample(y, ...heeded(judged, counts));
  if (value.rank === 0) {
    if (sampleWeight === undefined) return value;
    throw new Error(
      `${kind}: weights need a loss for each sample, of shape [batch], got one number; average over all axes but the first`,
    );
  }
  if (value.shape[0] !== prediction.shape[0]) {
    throw new Error(
      `${kind}: a loss must have one value a sample, ${formatShape(prediction.shape.slice(0, 1))}, got ${formatShape(value.shape)}`,
    );
  }
  if (value.size > Math.max(y.size, prediction.size)) {
    throw new Error(
      `${kind}: the target ${formatShape(y.shape)} was broadcast against the prediction ${formatShape(prediction.shape)}, which gave ${formatShape(value.shape)}; reshape one of them`,
    );
  }
  const each = meanOverRest(value);
  return mean(sampleWeight === undefined ? each : weighed(each, sampleWeight));
};

/** What a loss reads, such that no gradient comes back to samples that do not count but a finite one. */
const heeded = (
  { prediction, logits }: Judged,
  weights: Tensor | undefined,
): [prediction: Tensor, logits: Logits | undefined] =>
  weights === undefined
    ? [prediction, logits]
    : [stopNaN(prediction, weights), logits && { ...logits, value: stopNaN(logits.value, weights) }];

/** Refuses what would be broadcast against the predictions, and what a batch lacks. */
const requireBatch = ({ target, y, prediction }: Judged, sampleWeight: Tensor | undefined): void => {
  const { output, loss } = target;
  const [size = 0] = prediction.shape;
  const samples = formatShape([size]);
  if (!(y instanceof Tensor)) {
    const name = output === undefined ? 'y' : `y.${output}`;
    throw new TypeError(`${loss.kind}: a batch must be { x, y }, with tensors, got ${show(y)} for ${name}`);
  }
  if (size === 0) {
    throw new Error(`${loss.kind}: a batch must hold a sample, got the prediction ${formatShape(prediction.shape)}`);
  }
  if (y.shape[0] !== size) {
    throw new Error(`${loss.kind}: the batch has ${size} samples, but its target is ${formatShape(y.shape)}`);
  }
  if (sampleWeight !== undefined && formatShape(sampleWeight.shape) !== samples) {
    throw new Error(
      `${loss.kind}: sampleWeight must have one weight a sample, ${samples}, got ${formatShape(sampleWeight.shape)}`,
    );
  }
};
