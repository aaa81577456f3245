import { div, type Tensor } from '@tensorflow/tfjs-core';
import { addTrees, mapTensors, mapValues, release, tensorsIn, tidied } from '../tree/tensors.ts';
import type { Tree } from '../tree/tree.ts';
import type { StepGradients } from './engine.ts';
import type { Peers, Wish } from './peers.ts';

const added = (a: StepGradients, b: StepGradients): StepGradients => ({
  gradients: addTrees(a.gradients, b.gradients),
  state: addTrees(a.state, b.state),
  sums: addTrees(a.sums, b.sums),
});

/**
 * The gradients, states and sums of shards, added in their order as `inTree` does, one after the other: of n shards
 * about log₂ n are there at a time. `shareOf` gives new tensors that nobody else has.
 */
export const addShares = (count: number, shareOf: (shard: number) => StepGradients): StepGradients => {
  const waiting: StepGradients[] = [];
  const join = (): void => {
    const [a, b] = waiting.splice(-2) as [StepGradients, StepGradients];
    try {
      waiting.push(tidied(() => added(a, b)));
    } finally {
      release([a, b], waiting);
    }
  };
  try {
    for (let shard = 0; shard < count; shard++) {
      const share = shareOf(shard);
      waiting.push(share);
      requireFloats(share);
      for (let rest = shard; rest % 2 === 1; rest = (rest - 1) / 2) join();
    }
    while (waiting.length > 1) join();
    return waiting[0]!;
  } catch (error) {
    release(waiting);
    throw error;
  }
};

/** Over all shards: the mean gradient and the mean state; sums stay sums. */
export const meanOf = ({ gradients, state, sums }: StepGradients, shards: number): StepGradients => {
  const mean = (tree: Tree): Tree => (shards === 1 ? tree : mapValues(tree, (tensor) => div(tensor, shards)));
  return { gradients: mean(gradients), state: mean(state), sums };
};

/**
 * What the shards of all processes come to; undefined where the processes have agreed to end the run. The share of this
 * one is consumed.
 */
export const summed = (
  peers: Peers,
  share: StepGradients,
  wish: Wish,
): StepGradients | Promise<StepGradients> | undefined => {
  const inPlace = (tensors: readonly Tensor[]): StepGradients => {
    let next = 0;
    return mapTensors(share, () => tensors[next++]) as StepGradients;
  };
  const freed = (error: unknown): never => {
    release(share);
    throw error;
  };
  try {
    if (peers.meet('a step', wish).end !== 'go') {
      release(share);
      return undefined;
    }
    const sums = peers.sum(tensorsIn(share));
    return sums instanceof Promise ? sums.then(inPlace, freed) : inPlace(sums);
  } catch (error) {
    return freed(error);
  }
};

/** The mean of a counter or a flag is no counter and no flag; and sums are added as float32. */
const requireFloats = (share: StepGradients): void => {
  for (const part of ['state', 'sums'] as const)
    for (const [name, { dtype }] of Object.entries(share[part]))
      if (dtype !== 'float32')
        throw new Error(
          `across: the ${part === 'state' ? 'state' : 'log'} "${name}" is ${dtype}, and it is added up over shards; keep it as float32, or train in one process`,
        );
};
