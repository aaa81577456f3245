import { mul, type Tensor } from '@tensorflow/tfjs-core';
import { addTrees, inTree, mapTensors, mapValues, release, tensorsIn, tidied } from '../tree/tensors.ts';
import type { Tree } from '../tree/tree.ts';
import type { StepGradients } from './engine.ts';
import type { Peers } from './peers.ts';

/** The gradients, states and sums of several shards, added in their order; those given stay the caller's. */
export const addShares = (shares: readonly StepGradients[]): StepGradients =>
  inTree(shares, (a, b) => ({
    gradients: addTrees(a.gradients, b.gradients),
    state: addTrees(a.state, b.state),
    sums: addTrees(a.sums, b.sums),
  }));

/** Over all shards: the mean gradient and the mean state; sums stay sums. */
export const meanOf = ({ gradients, state, sums }: StepGradients, shards: number): StepGradients => {
  const mean = (tree: Tree): Tree => (shards === 1 ? tree : mapValues(tree, (tensor) => mul(tensor, 1 / shards)));
  return { gradients: mean(gradients), state: mean(state), sums };
};

/**
 * What the shards of all processes come to; undefined where the processes have agreed to end the run. `shareOf` gives
 * a shard's, new tensors that nobody else has.
 */
export const summed = (
  peers: Peers,
  shares: readonly StepGradients[],
  wish: Parameters<Peers['meet']>[1],
): StepGradients | Promise<StepGradients> | undefined => {
  const share = tidied(() => addShares(shares));
  release(shares, share);
  requireFloats(share);
  const given = tensorsIn(share);
  try {
    if (peers.meet('step', wish).end !== 'go') {
      release(share);
      return undefined;
    }
  } catch (error) {
    release(share);
    throw error;
  }
  const inPlace = (tensors: readonly Tensor[]): StepGradients => {
    let next = 0;
    return mapTensors(share, () => tensors[next++]) as StepGradients;
  };
  const sums = peers.sum(given);
  return sums instanceof Promise ? sums.then(inPlace) : inPlace(sums);
};

/** The mean of a counter or a flag is no counter and no flag. */
const requireFloats = ({ state }: StepGradients): void => {
  for (const [name, { dtype }] of Object.entries(state))
    if (dtype !== 'float32')
      throw new Error(
        `across: the state "${name}" is ${dtype}, and state is averaged over shards; keep it as float32, or train in one process`,
      );
};
