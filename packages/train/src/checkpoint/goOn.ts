// internal: a trainer that goes on from a checkpoint
import { formatShape, held, release, type Session, show } from '@kindling/core';
import type { Model, Weights } from '@kindling/models';
import { nameOf } from '../fit/orders.ts';
import type { Hooks, Standing } from '../fit/standing.ts';
import type { CallbackCheckpoint, Checkpoint } from './checkpoint.ts';
import { toDevice } from './hostTree.ts';
import { firstDifference } from './print.ts';

/** Refuses a checkpoint of another model, by the first thing that differs. */
export const requireModelOf = (model: Pick<Model<never, unknown>, 'name'>, checkpoint: Checkpoint): void => {
  const [mine, theirs] = [JSON.stringify(model), JSON.stringify(checkpoint.model)];
  if (mine === theirs) return;
  const [path, there, here] = firstDifference(JSON.parse(theirs), JSON.parse(mine));
  throw new Error(
    `compile: the checkpoint is of another model: ${path} is ${show(there)} there, and ${show(here)} here; ` +
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
export const standingOf = (checkpoint: Checkpoint): Partial<Standing> => {
  const { epoch, begun, batch, unfolded, pass, place, epochBegan, stopped, learningRate } = checkpoint;
  return { epoch, begun, batch, unfolded, pass, place, epochBegan, stopped, learningRate };
};

/**
 * The callbacks of this fit that remember, each with what it had to remember: by name, and by their order within it.
 */
export const matchCallbacks = (
  callbacks: readonly Hooks[],
  saved: readonly CallbackCheckpoint[],
): ReadonlyMap<Hooks, CallbackCheckpoint> => {
  const matched = new Map<Hooks, CallbackCheckpoint>();
  for (const one of saved) {
    const alike = callbacks.filter((callback) => nameOf(callback) === one.name);
    const takes = (callback: Hooks | undefined): callback is Hooks =>
      callback !== undefined && !matched.has(callback) && (one.state === undefined || callback.resume !== undefined);
    const found = takes(alike[one.nth]) ? alike[one.nth] : alike.find(takes);
    if (found === undefined) {
      const names = saved.map(({ name }) => name).join(', ');
      const why = alike.length === 0 ? `no ${one.name}` : `none of that name with resume() left for ${one.name}`;
      throw new Error(
        `fit: the checkpoint was made with callbacks that remember (${names}), and this fit has ${why}; give it the same`,
      );
    }
    matched.set(found, one);
  }
  return matched;
};

/** Refuses weights that a callback had kept and that are not those of the model. */
export const requireKept = (live: Weights, saved: readonly CallbackCheckpoint[]): void => {
  for (const { name, kept } of saved) {
    if (kept === undefined) continue;
    for (const part of ['params', 'state'] as const) {
      const [wanted, got] = [live[part], kept[part]].map((tree) =>
        Object.entries(tree)
          .map(([weight, { dtype, shape }]) => `${weight} ${dtype} ${formatShape(shape)}`)
          .sort(),
      ) as [string[], string[]];
      const other = [...wanted, ...got].find((text) => wanted.includes(text) !== got.includes(text));
      if (other === undefined) continue;
      const how = wanted.includes(other) ? 'lack' : 'have, unlike the model,';
      throw new Error(`compile: the ${part} that ${name} had kept in the checkpoint ${how} ${other}`);
    }
  }
};

/** The weights that a callback had kept. */
const keptOf = ({ kept }: CallbackCheckpoint): Weights | undefined =>
  kept && held({ params: toDevice(kept.params), state: toDevice(kept.state) });

/** Has callbacks keep the weights that they had kept; gives the states that they are to go on from. */
export const takeOver = (
  { kept }: Pick<Standing, 'kept'>,
  matched: ReadonlyMap<Hooks, CallbackCheckpoint>,
): Map<Hooks, unknown> => {
  const states = new Map<Hooks, unknown>();
  for (const [callback, saved] of matched) {
    const weights = keptOf(saved);
    release(kept.get(callback));
    if (weights !== undefined) kept.set(callback, weights);
    if (saved.state !== undefined) states.set(callback, saved.state);
  }
  return states;
};
