// internal: the program that `compile` makes of a model, its losses, its optimizer and its metrics

import { flatWeights, type Program } from '@kindling/core';
import { type Model, random, type Tree, type Weights } from '@kindling/models';
import type { Batch } from '../feed/batch.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { differentiate } from './differentiate.ts';
import { finiteInputs } from './leaveOut.ts';
import { createLedger } from './ledger.ts';
import { cost, type Judged, judge, type Target } from './objective.ts';

export interface Recipe<X, Y> {
  readonly model: Model<X, Y>;
  readonly targets: readonly Target[];
  readonly optimizer: Optimizer;
  init(seed: number): Weights;
}

export interface Trained<X, Y> {
  readonly program: Program<Batch<X, Y>, X, Y>;
  /** What it logs, `loss` first. */
  readonly names: readonly string[];
}

/** One training step: forward, ∂L/∂p for each trainable parameter p, one optimizer update; and what it logs. */
export const trainingProgram = <X, Y>({ model, targets, optimizer, init }: Recipe<X, Y>): Trained<X, Y> => {
  const ledger = createLedger(targets);
  const inference = { training: false, random: random(0) };
  const trainable = (params: Tree): Tree =>
    Object.fromEntries(model.trainable.map((name) => [name, params[name] as Tree[string]]));

  const program: Program<Batch<X, Y>, X, Y> = {
    init: (seed) => {
      const { params, state } = init(seed);
      return { params, state, slots: optimizer.init(trainable(params)) };
    },
    scalars: (step, overrides) => optimizer.scalars(step, overrides),
    sums: ledger.init,
    results: ledger.results,
    gradients: ({ params, state }, { x, y, sampleWeight: given }, { random: key }) => {
      const sampleWeight = flatWeights('compile', given);
      const inputs = finiteInputs(x, sampleWeight);
      let judged: readonly Judged[] = [];
      const forward = () => {
        const out = model.apply({ params, state }, inputs.x, { training: true, random: key });
        judged = judge(targets, y, out.y, out.logits);
        const costs = cost(model, judged, params, sampleWeight);
        const predictions = judged.map(({ prediction }) => prediction);
        return { loss: costs.total, rest: { costs, predictions, state: out.state } };
      };
      const { gradients, rest } = differentiate(forward, trainable(params));
      const outputs = judged.map((output, i) => {
        const prediction = inputs.asRead(rest.predictions[i]!);
        return { ...output, prediction, logits: undefined };
      });
      return { gradients, state: rest.state, sums: ledger.sumsOf(outputs, rest.costs, sampleWeight) };
    },
    update: ({ params, slots }, gradients, { scalars }) => {
      const next = optimizer.update(trainable(params), gradients, slots, scalars, { inPlace: true });
      return { params: { ...params, ...next.params }, slots: next.slots };
    },
    evaluate: (trees, { x, y, sampleWeight: given }) => {
      const sampleWeight = flatWeights('compile', given);
      const { y: predictions, logits } = model.apply(trees, x, inference);
      const judged = judge(targets, y, predictions, logits);
      return ledger.sumsOf(judged, cost(model, judged, trees.params, sampleWeight), sampleWeight);
    },
    predict: (trees, x) => model.apply(trees, x),
  };
  return { program, names: ledger.names };
};
