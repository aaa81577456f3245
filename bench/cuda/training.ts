import { tensor2d, tensor4d } from '@tensorflow/tfjs-core';
import { hostBatches, oneHot } from '../contestants/batches.ts';
import type { Network } from '../contestants/contestant.ts';
import type { Checks } from './checks.ts';
import { trainerOf } from './network.ts';
import { inPlainJavaScript, startOn } from './onDevice.ts';
import type { CudaOptions } from './options.ts';

/** How far a loss may be from plain JavaScript's, of itself. */
const tolerance = 1e-5;

interface Run {
  readonly network: Network;
  readonly batch: number;
  readonly steps: number;
}

/** The loss of each step, from the same weights on the same batches. */
const losses = async ({ network, batch, steps }: Run): Promise<readonly number[]> => {
  const { pictures, labels } = hostBatches(batch);
  const trainer = trainerOf(network);
  const list: number[] = [];
  for (let step = 0; step < steps; step++) {
    const x = tensor4d(pictures[step % pictures.length]!, [batch, 32, 32, 3]);
    const y = tensor2d(oneHot(labels[step % labels.length]!), [batch, 10]);
    list.push((await trainer.trainOnBatch({ x, y })).loss);
    for (const each of [x, y]) each.dispose();
  }
  trainer.dispose();
  return list;
};

const runs = (quick: boolean): readonly Run[] => [
  { network: 'mlp', batch: 32, steps: quick ? 3 : 20 },
  // Normalizing a dense layer over as few rows as these magnifies rounding: at a batch of 2, gradients of the first
  // step are 2e-5 apart already, and Adam makes whole steps of what is small. tests/goldens takes 20 steps without it.
  { network: 'cnn', batch: quick ? 2 : 8, steps: quick ? 2 : 4 },
];

/** Whole training steps, with Adam, batch normalization and dropout, against tfjs's plain JavaScript. */
export const training = async ({ device, quick }: CudaOptions, checks: Checks): Promise<void> => {
  const selected = await startOn(device);
  for (const run of runs(quick)) {
    const found = await losses(run);
    const expected = await inPlainJavaScript(() => losses(run));
    const off = Math.max(...expected.map((loss, step) => Math.abs(found[step]! - loss) / loss));
    const what = `${run.network}, ${run.steps} steps of ${run.batch}`;
    checks.check(off <= tolerance, `${what}: losses off by ${off.toExponential(1)} at most, none of it on the host`);
  }
  await selected.undo();
};
