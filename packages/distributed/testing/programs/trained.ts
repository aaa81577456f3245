// One training run, as every rank runs it: what it comes to, to the bit.
import { createHash } from 'node:crypto';
import { batch, fromArrays, normalize, oneHot, pipe, prepare, shapes, shard, shuffle } from '@kindling/data';
import { explain, jit } from '@kindling/jit';
import {
  batchNormalization,
  conv2d,
  dense,
  dropout,
  flatten,
  input,
  leakyRelu,
  sequential,
  type Weights,
} from '@kindling/models';
import { adam, compile, eager, earlyStopping, exponentialDecay } from '@kindling/train';
import { install } from '@kindling/wasm';
import { setBackend, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import type { World } from '@kindling/core';
import { across } from '../../src/across.ts';

export interface Trained {
  readonly net: 'mlp' | 'cnn';
  readonly backend: 'cpu' | 'wasm';
  readonly threads?: number | undefined;
  readonly engine: 'jit' | 'eager';
  readonly order?: 'tree' | 'engine' | undefined;
  readonly epochs?: number | undefined;
  /** Arrays to `fit`, or a dataset. */
  readonly feed?: 'arrays' | 'dataset' | undefined;
  readonly rows?: number | undefined;
}

export interface Outcome {
  /** Of weights and state. */
  readonly weights: string;
  readonly history: readonly object[];
  readonly steps: number;
  /** Some of the numbers behind `weights`. */
  readonly some: readonly number[];
  /** What the engine made of gradients, update, evaluation: `update compiled`. */
  readonly plans: readonly string[];
}

const nets = {
  mlp: () =>
    sequential([
      input({ shape: [32, 32, 3] }),
      flatten(),
      dense({ units: 20, activation: 'relu' }),
      dense({ units: 10, activation: 'softmax' }),
    ]),
  cnn: () =>
    sequential([
      input({ shape: [32, 32, 3] }),
      conv2d({ filters: 4, kernelSize: 3, strides: 4, padding: 'same' }),
      batchNormalization(),
      leakyRelu(),
      flatten(),
      dropout({ rate: 0.5 }),
      dense({ units: 10, activation: 'softmax' }),
    ]),
};

export const begin = async ({ backend, threads = 1 }: Pick<Trained, 'backend' | 'threads'>): Promise<void> => {
  if (backend === 'wasm') await install({ threads });
  else await setBackend('cpu');
};

const batchSize = 24;

/** The trainer, and what it is to be fitted on. */
export const prepared = async (world: World, run: Trained) => {
  await begin(run);
  const { net, engine, order, rows = 100, feed = 'dataset' } = run;
  const { train, test } = await shapes({ train: rows, test: 30 });
  const ready = prepare(({ x, y }: { readonly x: Tensor; readonly y: Tensor }) => ({
    x: normalize(x),
    y: oneHot(y as Tensor1D, 10),
  }));
  const own = batchSize / world.size;
  const trainer = compile(nets[net](), {
    optimizer: adam({
      learningRate: exponentialDecay({ initialLearningRate: 1e-2, decaySteps: 5, decayRate: 0.9 }),
      clipNorm: 1,
    }),
    loss: feed === 'arrays' ? 'sparseCategoricalCrossentropy' : 'categoricalCrossentropy',
    metrics: feed === 'arrays' ? [] : ['accuracy'],
    seed: 3,
    engine: across(world, { engine: engine === 'jit' ? jit() : eager(), order }),
  });
  const data =
    feed === 'arrays'
      ? { training: { x: train.x, y: train.y }, validation: { x: test.x, y: test.y } }
      : {
          training: pipe(fromArrays(train), shuffle({ seed: 1 }), shard(world), batch(own), ready),
          validation: pipe(fromArrays(test), shard({ ...world, tail: 'keep' as const }), batch(own), ready),
        };
  return { trainer, data };
};

const numbersOf = ({ params, state }: Weights): Promise<readonly (readonly [string, Float32Array])[]> =>
  Promise.all(
    Object.entries({ ...params, ...state }).map(
      async ([name, tensor]) => [name, await tensor.data<'float32'>()] as const,
    ),
  );

export const hashOf = async (weights: Weights): Promise<string> => {
  const hash = createHash('sha256');
  for (const [name, numbers] of await numbersOf(weights)) hash.update(name).update(Float32Array.from(numbers));
  return hash.digest('hex').slice(0, 16);
};

/** Trains, and tells what came of it. */
export const fitted = async (
  { trainer, data }: Awaited<ReturnType<typeof prepared>>,
  run: Trained,
): Promise<Outcome> => {
  const fed = data as { training: never; validation: never };
  const history = await trainer.fit(fed.training, {
    epochs: run.epochs ?? 2,
    ...(run.feed === 'arrays' && { batchSize }),
    validation: fed.validation,
    callbacks: [earlyStopping({ patience: 1, restoreBestWeights: true })],
  });
  const weights = await hashOf(trainer.weights);
  const some = (await numbersOf(trainer.weights)).flatMap(([, numbers]) => [...numbers.filter((_, i) => i % 61 === 0)]);
  const { step } = await trainer.checkpoint();
  const plans = run.engine === 'jit' ? explain(trainer).map(({ name, state }) => `${name.split(' ')[0]} ${state}`) : [];
  return { weights, some, history, steps: step, plans: [...new Set(plans)].sort() };
};

/** Several runs, one after the other. */
export default async (world: World, runs: readonly Trained[]): Promise<readonly Outcome[]> => {
  const outcomes: Outcome[] = [];
  for (const run of runs) {
    const made = await prepared(world, run);
    outcomes.push(await fitted(made, run));
    made.trainer.dispose();
  }
  world.leave();
  return outcomes;
};
