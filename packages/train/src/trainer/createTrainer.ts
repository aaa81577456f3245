// internal: the trainer that `compile` gives
import { cloneTree, type Engine, type Program, release, requirePositiveInteger } from '@kindling/core';
import type { Dataset } from '@kindling/data';
import { encodeModel, type Model, type Weights } from '@kindling/models';
import { concat, type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { Callback } from '../callbacks/callback.ts';
import type { Directions } from '../callbacks/direction.ts';
import type { Batch } from '../feed/batch.ts';
import { forEachBatch, isDataset, requireBatches, requireEnd } from '../feed/passes.ts';
import { requireBatch } from '../feed/requireBatch.ts';
import { rowsOf } from '../feed/rows.ts';
import { fit } from '../fit/fit.ts';
import { readEvaluateOptions, readFitOptions } from '../fit/fitOptions.ts';
import { batchesOf, fitSources, inBatches, requireSource } from '../fit/fitSources.ts';
import { requireMonitored } from '../fit/orders.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { Epoch, History, Logs } from './history.ts';
import type { Trainer } from './trainer.ts';

export interface TrainerParts<X, Y> {
  readonly model: Model<X, Y>;
  readonly program: Program<Batch<X, Y>, X, Y>;
  readonly optimizer: Optimizer;
  readonly seed: number;
  readonly engine: Engine;
  /** What is logged, `loss` first. */
  readonly names: readonly string[];
  /** Which way each gets better. */
  readonly directions: Directions;
}

export const createTrainer = <X, Y, N extends string>(parts: TrainerParts<X, Y>): Trainer<X, Y, N> => {
  const { model, program, optimizer, seed, engine } = parts;
  const session = engine(program, { seed });
  const history: Epoch<N>[] = [];
  let passes = 0;
  let doing: 'a fit' | 'an evaluation' | 'a step' | undefined;
  let disposed = false;

  const requireAlive = (owner: string): void => {
    if (disposed) throw new Error(`${owner}: this trainer was disposed of`);
  };
  const requireIdle = (owner: string): void => {
    requireAlive(owner);
    if (doing !== undefined)
      throw new Error(`${owner}: this trainer is in the middle of ${doing}; wait for its promise`);
  };

  const weights = (): Weights => ({ params: session.trees.params, state: session.trees.state });
  const snapshot = (): Weights => ({ params: cloneTree(session.trees.params), state: cloneTree(session.trees.state) });

  const evaluate = async (
    source: Dataset<Batch<X, Y>>,
    { steps, signal }: { steps: number | undefined; signal?: AbortSignal | undefined },
  ): Promise<Logs<N>> => {
    session.clear('evaluation');
    await forEachBatch('evaluate', source, {
      steps,
      use: (batch) => {
        signal?.throwIfAborted();
        session.evaluate(batch);
      },
      rest: () => session.fold('evaluation'),
    });
    return (await session.logs('evaluation')) as Logs<N>;
  };

  const predict = async (source: Dataset<{ readonly x: X }>, steps: number | undefined): Promise<Y> => {
    const outputs: Y[] = [];
    try {
      await forEachBatch('predict', source, {
        steps,
        use: ({ x }) => {
          requireAlive('predict');
          outputs.push(session.predict(x));
        },
      });
      return joined(outputs, model.outputNames) as Y;
    } finally {
      release(outputs);
    }
  };

  const inputsOf = (data: Parameters<Trainer<X, Y, N>['predict']>[0], batchSize = 32): Dataset<{ readonly x: X }> => {
    requirePositiveInteger('predict', 'batchSize', batchSize);
    if (isDataset<{ readonly x: X }>(data)) return requireBatches('predict', data);
    return inBatches(rowsOf('predict', { x: data }, model), batchSize);
  };

  const step = (owner: string, batch: Batch<X, Y>): void | Promise<void> => {
    requireIdle(owner);
    requireBatch(owner, batch);
    session.clear('training');
    const stepped = session.step(batch);
    if (stepped === undefined) return undefined;
    doing = 'a step';
    return stepped.finally(() => {
      doing = undefined;
    });
  };

  return {
    seed,
    history,
    get weights() {
      requireAlive('weights');
      return weights();
    },
    snapshot: () => {
      requireAlive('snapshot');
      return snapshot();
    },
    fit: async (data, options = {}) => {
      requireIdle('fit');
      requireSource('fit', data);
      const read = readFitOptions(options);
      const { epochs, initialEpoch, stepsPerEpoch, validationSteps, signal } = read;
      const callbacks: readonly Callback<string>[] = options.callbacks ?? [];
      const { training, validation } = fitSources<X, Y, N>(
        data,
        { ...options, ...read } as typeof options & typeof read,
        model,
        seed,
      );
      requireMonitored(callbacks, parts.names, validation !== undefined);
      const firstPass = Math.max(passes, initialEpoch);
      const before = history.length;
      doing = 'a fit';
      try {
        const rows = await fit({
          session,
          training,
          validation:
            validation === undefined ? undefined : () => evaluate(validation, { steps: validationSteps, signal }),
          epochs,
          initialEpoch,
          stepsPerEpoch,
          firstPass,
          directions: parts.directions,
          callbacks,
          signal,
          rate: (taken) =>
            typeof optimizer.learningRate === 'function' ? optimizer.learningRate(taken) : optimizer.learningRate,
          record: (row) => void history.push(row as Epoch<N>),
          tools: {
            snapshot,
            encode: () => encodeModel(model, weights()),
            predict: (x: X) => predict(inputsOf(x as never), undefined),
          },
        });
        return rows as History<N>;
      } finally {
        passes = firstPass + history.length - before;
        doing = undefined;
      }
    },
    evaluate: async (data, options = {}) => {
      requireIdle('evaluate');
      const { batchSize, steps } = readEvaluateOptions('evaluate', options);
      const source = batchesOf('evaluate', data, model, batchSize);
      requireEnd('evaluate', source, 'steps', steps);
      doing = 'an evaluation';
      try {
        return await evaluate(source, { steps });
      } finally {
        doing = undefined;
      }
    },
    predict: async (data, options = {}) => {
      requireAlive('predict');
      const { batchSize, steps } = readEvaluateOptions('predict', options);
      const source = inputsOf(data, batchSize);
      requireEnd('predict', source, 'steps', steps);
      return predict(source, steps);
    },
    trainOnBatch: async (batch) => {
      await step('trainOnBatch', batch);
      return (await session.logs('training')) as Logs<N>;
    },
    step: (batch) => {
      const stepped = step('step', batch);
      if (stepped !== undefined) {
        stepped.catch(() => undefined);
        throw new Error('step: the steps of this engine take time; use trainOnBatch, which waits for them');
      }
      return session.results('training') as { readonly [K in N | 'loss']: Tensor };
    },
    dispose: () => {
      if (disposed) return;
      requireIdle('dispose');
      disposed = true;
      session.dispose();
    },
  };
};

/** The batches' outputs, one below the other, name by name. */
const joined = (outputs: readonly unknown[], names: readonly string[] | undefined): unknown =>
  names === undefined
    ? below(outputs as readonly Tensor[])
    : Object.fromEntries(
        names.map((name) => [
          name,
          below(outputs.map((output) => (output as Readonly<Record<string, Tensor>>)[name] as Tensor)),
        ]),
      );

const below = (parts: readonly Tensor[]): Tensor => tidy(() => concat([...parts]));
