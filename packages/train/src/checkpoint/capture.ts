// internal: a checkpoint of a trainer as it stands
import { cloneTree, release, type Session } from '@kindling/core';
import type { Model } from '@kindling/models';
import { nameOf } from '../fit/orders.ts';
import type { Standing } from '../fit/standing.ts';
import type { Epoch } from '../trainer/history.ts';
import type { CallbackCheckpoint, Checkpoint, RunPrint } from './checkpoint.ts';
import { toHost } from './hostTree.ts';

export interface Captured {
  readonly model: Pick<Model<never, unknown>, 'toJSON'>;
  readonly session: Session<never, never, unknown>;
  readonly standing: Standing;
  readonly seed: number;
  readonly history: readonly Epoch<string>[];
  readonly madeWith: RunPrint;
}

/** All of it is copied at once; then it is read from the device, while training may go on. */
export const capture = async ({ model, session, standing, seed, history, madeWith }: Captured): Promise<Checkpoint> => {
  const { trees, steps, sums } = session.snapshot();
  const { epoch, batch, unfolded, pass, place, stopped, learningRate } = standing;
  const remembered = standing.callbacks.flatMap((callback) => {
    const weights = standing.kept.get(callback);
    const state = callback.state?.();
    if (weights === undefined && callback.state === undefined) return [];
    const kept = weights && { params: cloneTree(weights.params), state: cloneTree(weights.state) };
    return [{ name: nameOf(callback), state: state === undefined ? undefined : structuredClone(state), kept }];
  });
  const rows = history.map((row) => structuredClone(row));
  try {
    const callbacks: CallbackCheckpoint[] = [];
    for (const { kept, name, state } of remembered) {
      callbacks.push({
        name,
        ...(state !== undefined && { state }),
        ...(kept && { kept: { params: await toHost(kept.params), state: await toHost(kept.state) } }),
      });
    }
    return {
      version: 1,
      model: JSON.parse(JSON.stringify(model)),
      ...{ seed, step: steps, epoch, batch, unfolded, pass, place, stopped },
      params: await toHost(trees.params),
      state: await toHost(trees.state),
      slots: await toHost(trees.slots),
      sums: { onHost: sums.onHost, onDevice: await toHost(sums.onDevice) },
      ...{ learningRate, callbacks, history: rows, madeWith },
    };
  } finally {
    release([trees, sums.onDevice, remembered]);
  }
};
