// Runs in which one rank does other than the rest, on purpose.
import '@tensorflow/tfjs-backend-cpu';
import type { World } from '@kindling/core';
import { batch, dataset, fromArrays, pipe, shard, take } from '@kindling/data';
import { dense, input, sequential } from '@kindling/models';
import { type Callback, compile, eager, sgd } from '@kindling/train';
import { setBackend, tensor2d } from '@tensorflow/tfjs-core';
import { across } from '../../src/across.ts';

/** What rank 1 does otherwise. */
export type Otherwise =
  | 'nothing'
  | 'stops after a batch'
  | 'stops after an epoch'
  | 'is aborted in a batch'
  | 'is aborted in an epoch'
  | 'stops at the beginning'
  | 'stops at the beginning of an epoch'
  | 'is aborted before'
  | 'is aborted in the evaluation'
  | 'has fewer rows'
  | 'has nothing to evaluate'
  | 'has another rate'
  | 'has another optimizer'
  | 'has another model'
  | 'has other arrays'
  | 'has another length'
  | 'has other weights'
  | 'has one batch less'
  | 'drifts'
  | 'trains more epochs';

export interface Differing {
  readonly otherwise: Otherwise;
  /** When, counted from 0. */
  readonly at?: number | undefined;
  /** The rank that does so. */
  readonly who?: number | undefined;
}

/** What a rank saw: how its fit ended, its epochs, its weight in the end, and the batches that it was told of. */
export interface Seen {
  readonly ended: string;
  readonly losses: readonly number[];
  readonly steps: number;
  readonly kernel: number;
  readonly told: readonly string[];
}

const rows = 16;

/** One after the other, in one world. */
export default async (world: World, runs: readonly Differing[]): Promise<readonly Seen[]> => {
  const seen: Seen[] = [];
  for (const run of runs) seen.push(await one(world, run));
  world.leave();
  return seen;
};

const one = async (world: World, { otherwise, at = 1, who = 1 }: Differing): Promise<Seen> => {
  await setBackend('cpu');
  const isIt = (what: Otherwise): boolean => otherwise === what && world.rank === who;
  const x = Array.from({ length: isIt('has another length') ? rows + 8 : rows }, (_, i) => [Math.sin(i)]);
  const y = x.map(([value]) => [3 * value! + 1]);
  const net = sequential([input({ shape: [1] }), dense({ units: 1, useBias: !isIt('has another model') })]);
  const stop = new AbortController();
  const trainer = compile(net, {
    optimizer: sgd({ learningRate: isIt('has another optimizer') ? 0.2 : 0.1 }),
    loss: 'mse',
    seed: isIt('has other weights') ? 8 : 7,
    engine: across(world, { engine: eager(), limit: 5 }),
  });
  const told: string[] = [];
  let steps = 0;
  const act: Callback = {
    name: 'act',
    onTrainBegin: () => (isIt('stops at the beginning') ? 'stop' : undefined),
    onEpochBegin: ({ epoch }) => (isIt('stops at the beginning of an epoch') && epoch === at ? 'stop' : undefined),
    onTrainEnd: ({ reason }) => {
      told.push(reason);
    },
    onBatchEnd: ({ samples, leads }) => {
      told.push(`${samples} ${leads}`);
      steps += 1;
      if (steps - 1 !== at) return undefined;
      if (isIt('is aborted in a batch')) stop.abort(new Error('told to'));
      if (isIt('drifts')) trainer.weights.params['dense/kernel']!.dataSync()[0]! += 1e-3;
      if (isIt('has another rate')) return { learningRate: 0.05 };
      return isIt('stops after a batch') ? 'stop' : undefined;
    },
    onEpochEnd: ({ epoch }) => {
      if (epoch !== at) return undefined;
      if (isIt('is aborted in an epoch')) stop.abort(new Error('told to'));
      return isIt('stops after an epoch') ? 'stop' : undefined;
    },
  };
  if (isIt('is aborted before')) stop.abort(new Error('told to'));
  const own = batch(8 / world.size);
  const tested = otherwise === 'has nothing to evaluate' ? 1 : rows;
  const kept = pipe(fromArrays({ x, y }), take(tested), shard({ ...world, tail: 'keep' }), own);
  const validation = dataset({
    size: kept.size,
    iterate: (place) => {
      if (isIt('is aborted in the evaluation')) stop.abort(new Error('told to'));
      return kept.iterate!(place);
    },
  });
  /** Two batches an epoch; of one process one, and nobody can know it before. */
  const streamed = dataset({
    iterate: ({ pass, skip }) => {
      const all = pipe(
        fromArrays({ x, y }),
        shard(world),
        take(isIt('has one batch less') ? 8 / world.size : isIt('has fewer rows') ? 7 : rows),
        own,
      );
      return all.iterate!({ pass, skip });
    },
  });
  const data =
    otherwise === 'has other arrays'
      ? { x: tensor2d(x), y: tensor2d(isIt('has other arrays') ? x : y) }
      : otherwise === 'has one batch less' || otherwise === 'has fewer rows'
        ? streamed
        : pipe(fromArrays({ x, y }), shard(world), own);
  const ended = await trainer
    .fit(data as never, {
      epochs: isIt('trains more epochs') ? 5 : 4,
      callbacks: [act],
      ...(otherwise === 'has other arrays' ? { batchSize: 8 } : { validation: validation as never }),
      signal: stop.signal,
    })
    .then(
      () => 'well',
      (error: Error) => error.message,
    );
  const kernel = trainer.weights.params['dense/kernel']!.dataSync()[0]!;
  const losses = trainer.history.map(({ loss }) => loss);
  const step = (await trainer.checkpoint()).step;
  trainer.dispose();
  return { ended, losses, steps: step, kernel, told };
};
