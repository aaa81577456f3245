// internal: the program that `compile` makes of a model, its losses, its optimizer and its metrics

import type { Program } from '@kindling/core';
import { type Model, random, type Tree, type Weights } from '@kindling/models';
import type { Batch } from '../feed/batch.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { differentiate } from './differentiate.ts';
import { createLedger } from './ledger.ts';
import { cost, judge, type Target } from './objective.ts';

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
    step: ({ params, state, slots }, sums, { x, y, sampleWeight }, { scalars, random: key }) => {
      const forward = () => {
        const out = model.apply({ params, state }, x, { training: true, random: key });
        const costs = cost(model, judge(targets, y, out.y, out.logits), params, sampleWeight);
        return { loss: costs.total, rest: { costs, predictions: out.y, state: out.state } };
      };
      const trained = trainable(params);
      const { gradients, rest } = differentiate(forward, trained);
      const logged = ledger.add(sums, judge(targets, y, rest.predictions, undefined), rest.costs, sampleWeight);
      // Last, and in place: nothing after it can fail, and the old parameters are the step's own.
      const next = optimizer.update(trained, gradients, slots, scalars, { inPlace: true });
      return { trees: { params: { ...params, ...next.params }, state: rest.state, slots: next.slots }, sums: logged };
    },
    evaluate: (trees, sums, { x, y, sampleWeight }) => {
      const { y: predictions, logits } = model.apply(trees, x, inference);
      const judged = judge(targets, y, predictions, logits);
      return ledger.add(sums, judged, cost(model, judged, trees.params, sampleWeight), sampleWeight);
    },
    predict: (trees, x) => model.apply(trees, x),
  };
  return { program, names: ledger.names };
};
