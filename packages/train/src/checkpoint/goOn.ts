// internal: a trainer that goes on from a checkpoint
import { held, release, type Session, show } from '@kindling/core';
import type { Model, Weights } from '@kindling/models';
import type { Hooks, Standing } from '../fit/standing.ts';
import type { CallbackCheckpoint, Checkpoint } from './checkpoint.ts';
import { toDevice } from './hostTree.ts';

/** Refuses a checkpoint of another model, by the first thing that differs. */
export const requireModelOf = (model: Pick<Model<never, unknown>, 'name'>, checkpoint: Checkpoint): void => {
  const [mine, theirs] = [JSON.stringify(model), JSON.stringify(checkpoint.model)];
  if (mine === theirs) return;
  const at = [...mine].findIndex((letter, i) => letter !== theirs[i]);
  const near = (text: string): string => show(text.slice(Math.max(0, at - 40), at + 40));
  throw new Error(
    `compile: the checkpoint is of another model: where this one has ${near(mine)}, that has ${near(theirs)}; ` +
      'start from its weights alone with compile(model, { weights })',
  );
};

/** Puts a session where the checkpoint stood. */
export const restoreSession = (session: Session<never, never, unknown>, checkpoint: Checkpoint): void => {
  const { params, state, slots, sums, step } = checkpoint;
  const trees = { params: toDevice(params), state: toDevice(state), slots: toDevice(slots) };
  const onDevice = toDevice(sums.onDevice);
  try {
    session.restore({ trees, steps: step, sums: { onHost: sums.onHost, onDevice } });
  } finally {
    release([trees, onDevice]);
  }
};

/** Where the checkpoint stood. */
export const standingOf = ({
  epoch,
  batch,
  unfolded,
  pass,
  place,
  stopped,
  learningRate,
}: Checkpoint): Partial<Standing> => ({
  ...{ epoch, batch, unfolded, pass, place, stopped, learningRate },
  epochBegan: { pass, place },
});

/** The callbacks of this fit that remember, each with what it had to remember: those of one name in their order. */
export const matchCallbacks = (
  callbacks: readonly Hooks[],
  saved: readonly CallbackCheckpoint[],
): ReadonlyMap<Hooks, CallbackCheckpoint> => {
  const matched = new Map<Hooks, CallbackCheckpoint>();
  for (const one of saved) {
    const found = callbacks.find((callback) => (callback.name ?? 'callback') === one.name && !matched.has(callback));
    if (found === undefined || (one.state !== undefined && found.resume === undefined)) {
      const names = saved.map(({ name }) => name).join(', ');
      const why = found === undefined ? `no ${one.name}` : `a ${one.name} without resume()`;
      throw new Error(
        `fit: the checkpoint was made with callbacks that remember (${names}), and this fit has ${why}; give it the same`,
      );
    }
    matched.set(found, one);
  }
  return matched;
};

/** The weights that a callback had kept. */
export const keptOf = ({ kept }: CallbackCheckpoint): Weights | undefined =>
  kept && held({ params: toDevice(kept.params), state: toDevice(kept.state) });
