// internal: a checkpoint of a trainer as it stands
import { cloneTree, release, type Session, show } from '@kindling/core';
import type { Model, Weights } from '@kindling/models';
import { nameOf } from '../fit/orders.ts';
import type { Hooks, Standing } from '../fit/standing.ts';
import type { Epoch } from '../trainer/history.ts';
import type { CallbackCheckpoint, Checkpoint, HostTree, RunPrint } from './checkpoint.ts';
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
  const remembered: Remembered[] = [];
  try {
    const { epoch, begun, batch, unfolded, pass, place, epochBegan, stopped, learningRate } = standing;
    for (const callback of standing.callbacks) {
      const weights = standing.kept.get(callback);
      if (weights === undefined && callback.state === undefined) continue;
      const kept = weights && { params: cloneTree(weights.params), state: cloneTree(weights.state) };
      const name = nameOf(callback);
      const nth = standing.callbacks.filter((other) => nameOf(other) === name).indexOf(callback);
      remembered.push({ name, nth, kept });
      Object.assign(remembered.at(-1)!, { state: plainState(callback) });
    }
    const rows = history.map((row) => structuredClone(row));
    const kept = remembered.map((one) => one.kept ?? none);
    const [params, state, slots, onDevice, ...rest] = (await toHost([
      ...[trees.params, trees.state, trees.slots, sums.onDevice],
      ...kept.flatMap((weights) => [weights.params, weights.state]),
    ])) as [HostTree, HostTree, HostTree, HostTree, ...HostTree[]];
    const callbacks = remembered.map(({ name, nth, kept: weights, state: plain }, i): CallbackCheckpoint => {
      const [keptParams, keptState] = rest.slice(2 * i) as [HostTree, HostTree];
      return {
        ...{ name, nth },
        ...(plain !== undefined && { state: plain }),
        ...(weights && { kept: { params: keptParams, state: keptState } }),
      };
    });
    return {
      version: 1,
      model: JSON.parse(JSON.stringify(model)),
      ...{ seed, step: steps, epoch, begun, batch, unfolded, pass, place, epochBegan, stopped },
      ...{ params, state, slots, sums: { onHost: sums.onHost, onDevice } },
      ...{ learningRate, callbacks, history: rows, madeWith },
    };
  } finally {
    release([trees, sums.onDevice, remembered]);
  }
};

const none: Weights = { params: {}, state: {} };

interface Remembered {
  readonly name: string;
  readonly nth: number;
  readonly kept: Weights | undefined;
  readonly state?: unknown;
}

/** A copy of what a callback remembers. */
const plainState = (callback: Hooks): unknown => {
  const state = callback.state?.();
  try {
    return state === undefined ? undefined : structuredClone(state);
  } catch (cause) {
    throw new TypeError(`${nameOf(callback)}: state() must give plain data, as JSON holds it, got ${show(state)}`, {
      cause,
    });
  }
};
