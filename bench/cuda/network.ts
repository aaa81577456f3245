import { chapter, network } from '@kindling/app-common';
import { adam, compile, type Engine, eager, type Trainer } from '@kindling/train';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Network } from '../contestants/contestant.ts';
import type { TfjsBatch } from '../contestants/tfjsBatches.ts';

/** The chapter's network or the book's next, with Adam. */
export const trainerOf = (name: Network, engine: Engine = eager()): Trainer<Tensor, Tensor, 'accuracy'> =>
  compile(network({ model: name, hidden: chapter }, [32, 32, 3], 10), {
    optimizer: adam({ learningRate: 5e-4 }),
    loss: 'categoricalCrossentropy',
    metrics: ['accuracy'],
    seed: 1,
    engine,
  });

export interface Steps {
  /** Asks the device for a step; nothing is read back. */
  step(batch: TfjsBatch): void;
  /** The mean loss so far, read back, for which the device must be done. */
  loss(): Promise<number>;
  dispose(): void;
}

/** A trainer whose steps are taken one by one, as `fit` takes them. */
export const stepsOf = (name: Network): Steps => {
  const sessions: Pick<Steps, 'step' | 'loss'>[] = [];
  const engine: Engine = (program, options) => {
    const session = eager()(program, options);
    sessions.push({
      step: (batch) => void session.step(batch as Parameters<typeof session.step>[0]),
      loss: async () => (await session.logs('training')).loss ?? Number.NaN,
    });
    return session;
  };
  const trainer = trainerOf(name, engine);
  return { ...sessions[0]!, dispose: () => trainer.dispose() };
};
