import type { Spec } from '@kindling/app-common';
import { modelOf, optimizerOf } from '@kindling/app-common/training';
import type { Weights } from '@kindling/models';
import { type Checkpoint, compile, type Trainer } from '@kindling/train';
import type { Tensor } from '@tensorflow/tfjs-core';

export type PageTrainer = Trainer<Tensor, Tensor, 'accuracy'>;

/** Where a trainer begins that is not fresh. */
interface Behind {
  readonly checkpoint?: Checkpoint | undefined;
  readonly weights?: Weights | undefined;
}

/**
 * The trainer of a spec. Rates that were ordered are no part of it: a callback orders them at their steps, so that a
 * checkpoint is of the same optimizer before and after.
 */
export const trainerOf = (spec: Spec, { checkpoint, weights }: Behind = {}): PageTrainer =>
  compile(modelOf(spec), {
    optimizer: optimizerOf({ ...spec, rates: [] }),
    loss: 'categoricalCrossentropy',
    metrics: ['accuracy'],
    seed: spec.seed,
    checkpoint,
    weights,
  });

/** The checkpoint of a run that begins with these weights. */
export const checkpointOf = async (spec: Spec, weights: Weights): Promise<Checkpoint> => {
  const trainer = trainerOf(spec, { weights });
  try {
    return await trainer.checkpoint();
  } finally {
    trainer.dispose();
  }
};
