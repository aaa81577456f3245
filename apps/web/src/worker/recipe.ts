import type { Spec } from '@kindling/app-common';
import { type Checkpoint, compile, type Trainer } from '@kindling/train';
import type { Tensor } from '@tensorflow/tfjs-core';
import { modelOf, optimizerOf } from './training.ts';

export type PageTrainer = Trainer<Tensor, Tensor, 'accuracy'>;

/** The trainer of a spec, fresh or behind a checkpoint. Rates that were ordered are no part of it: callbacks order them. */
export const trainerOf = (spec: Spec, checkpoint?: Checkpoint): PageTrainer =>
  compile(modelOf(spec), {
    optimizer: optimizerOf({ ...spec, rates: [] }),
    loss: 'categoricalCrossentropy',
    metrics: ['accuracy'],
    seed: spec.seed,
    checkpoint,
  });
