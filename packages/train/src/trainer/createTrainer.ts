// internal: the trainer that `compile` gives
import {
  cloneTree,
  type Engine,
  isRowBatch,
  linkSession,
  MemoryError,
  mapRowBatch,
  type Program,
  release,
  requirePositiveInteger,
} from '@kindling/core';
import type { Dataset } from '@kindling/data';
import { encodeModel, type Model, type Weights } from '@kindling/models';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Callback } from '../callbacks/callback.ts';
import type { Directions } from '../callbacks/direction.ts';
import { capture } from '../checkpoint/capture.ts';
import type { Checkpoint, RunPrint } from '../checkpoint/checkpoint.ts';
import { matchCallbacks, requireKept, restoreSession, standingOf, takeOver } from '../checkpoint/goOn.ts';
import { backendPrint } from '../checkpoint/print.ts';
import type { Batch } from '../feed/batch.ts';
import { forEachBatch, isDataset, requireBatches, requireEnd } from '../feed/passes.ts';
import { requireBatch } from '../feed/requireBatch.ts';
import { rowsOf } from '../feed/rows.ts';
import { begin, beginBehind, requireIterate } from '../fit/begin.ts';
import { contentsOf } from '../fit/contents.ts';
import { fit } from '../fit/fit.ts';
import { readEvaluateOptions, readFitOptions } from '../fit/fitOptions.ts';
import { batchesOf, fitSources, inBatches, requireSource } from '../fit/fitSources.ts';
import { requireMonitored } from '../fit/orders.ts';
import { originOf } from '../fit/origin.ts';
import { createPacer } from '../fit/pacer.ts';
import { freshStanding, type Hooks } from '../fit/standing.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { Epoch, History, Logs } from './history.ts';
import { joined } from './joined.ts';
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
  /** Where to go on from. */
  readonly checkpoint: Checkpoint | undefined;
  /** In words, when a checkpoint needs them. */
  madeWith(): Pick<RunPrint, 'optimizer' | 'loss'>;
}

/** A dataset is read batch by batch. */
const isSource = (value: unknown): boolean => typeof value === 'object' && value !== null && isDataset(value);

const xOf = <X>({ x }: { readonly x: X }): X => x;

export const createTrainer = <X, Y, N extends string>(parts: TrainerParts<X, Y>): Trainer<X, Y, N> => {
  const { model, program, optimizer, seed, engine } = parts;
  const session = engine(program, { seed });
  const { peers } = session;
  const world = peers?.world;
  const history: Epoch<N>[] = [];
  const standing = freshStanding();
  /** The checkpoint, until a fit has gone on from it. */
  let resumed = parts.checkpoint;
  if (resumed !== undefined) {
    try {
      requireKept(session.trees, resumed.callbacks);
      restoreSession(session as never, resumed);
    } catch (error) {
      session.dispose();
      throw error;
    }
    Object.assign(standing, standingOf(resumed));
    history.push(...(resumed.history as Epoch<N>[]));
  }
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

  const during = async <T>(what: typeof doing, work: () => Promise<T>): Promise<T> => {
    doing = what;
    try {
      return await work();
    } finally {
      doing = undefined;
    }
  };

  const weights = (): Weights => ({ params: session.trees.params, state: session.trees.state });
  const snapshot = (): Weights => ({ params: cloneTree(session.trees.params), state: cloneTree(session.trees.state) });

  const checkpoint = async (): Promise<Checkpoint> => {
    requireAlive('checkpoint');
    while (standing.pending !== undefined) await standing.pending;
    if (standing.failed) throw new Error('checkpoint: the device failed in a step; go on from the last backup');
    if (standing.telling || standing.torn) {
      const remedy = standing.torn ? 'go on from the last backup' : 'take it in onSafePoint';
      throw new Error(`checkpoint: some callbacks have heard of an event and others not; ${remedy}`);
    }
    const data = standing.data?.print ?? resumed?.madeWith.data;
    const madeWith = { ...parts.madeWith(), data, backend: backendPrint() };
    // Before a fit has taken them over, callbacks are as they came.
    const before = resumed?.callbacks;
    const taken = await capture({ model, session: session as never, standing, seed, history, madeWith });
    return before === undefined ? taken : { ...taken, callbacks: before };
  };

  const evaluate = async (
    source: Dataset<Batch<X, Y>>,
    { steps, signal }: { steps: number | undefined; signal?: AbortSignal | undefined },
  ): Promise<Logs<N>> => {
    session.clear('evaluation');
    let rows = 0;
    await forEachBatch('evaluate', source, {
      steps,
      // No process leaves the others alone: one that is told to end says so when all have come to the end.
      signal: peers === undefined ? signal : undefined,
      pacer: createPacer(session),
      use: (batch) => {
        if (peers === undefined) signal?.throwIfAborted();
        else rows += peers.rowsOf(batch);
        if (signal?.aborted !== true) session.evaluate(batch);
      },
      rest: () => session.fold('evaluation'),
      processes: world?.size,
    });
    if (peers !== undefined) {
      const agreed = peers.meet('an evaluation', {
        end: signal?.aborted === true ? 'abort' : undefined,
        steps: session.steps,
        rows,
      });
      if (agreed.end === 'abort') return {} as Logs<N>; // `fit` ends by it
      if (agreed.rows === 0) throw new Error('evaluate: the dataset is empty in every process: it gave no batch');
    }
    return (await session.logs('evaluation')) as Logs<N>;
  };

  const predict = async (source: Dataset<{ readonly x: X }>, steps: number | undefined): Promise<Y> => {
    const outputs: Y[] = [];
    try {
      await forEachBatch('predict', source, {
        steps,
        pacer: createPacer(session),
        use: (batch) => {
          requireAlive('predict');
          outputs.push(session.predict(isRowBatch(batch) ? mapRowBatch(batch, xOf<X>) : batch.x));
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
    if (resumed !== undefined && standing.begun)
      throw new Error(`${owner}: the checkpoint stands inside epoch ${standing.epoch}; let fit go on with it first`);
    session.clear('training');
    const stepped = session.step(batch, { learningRate: standing.learningRate }, { results: true });
    if (stepped === undefined) return undefined;
    doing = 'a step';
    standing.pending = stepped.finally(() => {
      doing = undefined;
      standing.pending = undefined;
    });
    return stepped;
  };

  const trainer: Trainer<X, Y, N> = {
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
    checkpoint,
    fit: async (data, options = {}) => {
      requireIdle('fit');
      requireSource('fit', data);
      const read = readFitOptions(options);
      const { epochs, stepsPerEpoch, validationSteps, signal } = read;
      const callbacks: readonly Callback<string>[] = options.callbacks ?? [];
      const { classWeight } = options;
      // Pages without it do not load it.
      const weigh =
        classWeight === undefined
          ? undefined
          : (await during('a fit', () => import('../feed/classWeight.ts'))).weighByClass;
      const { training, validation } = fitSources<X, Y, N>(
        data,
        { ...options, ...read, weigh } as typeof options & typeof read & { readonly weigh: typeof weigh },
        model,
        seed,
        world,
      );
      requireMonitored(callbacks, parts.names, validation !== undefined);
      if (resumed !== undefined && isDataset(data)) requireIterate(standing, data);
      const matched = matchCallbacks(callbacks as readonly Hooks[], resumed?.callbacks ?? []);
      const beginning = {
        ...{ initialEpoch: read.initialEpoch, stepsPerEpoch },
        data: originOf(data, training.size, { ...read, classWeight, shards: world?.shards }, validation !== undefined),
        batches: training.size,
      };
      const initialEpoch =
        resumed === undefined ? begin(standing, session as never, beginning) : beginBehind(resumed, beginning);
      const states = takeOver(standing, matched);
      standing.data = beginning.data;
      const rows = await during('a fit', () =>
        fit({
          session,
          training,
          validation:
            validation === undefined ? undefined : () => evaluate(validation, { steps: validationSteps, signal }),
          epochs,
          initialEpoch,
          stepsPerEpoch,
          standing,
          states,
          taken: () => {
            resumed = undefined;
          },
          checkpoint,
          directions: parts.directions,
          callbacks,
          signal,
          print: async () => ({
            model: JSON.stringify(model),
            ...parts.madeWith(),
            ...{ data: beginning.data.print, seed: String(seed), backend: backendPrint() },
            arrays: await contentsOf(
              [data, options.sampleWeight, options.validation].filter((each) => !isSource(each)),
            ),
            epochs: JSON.stringify([epochs, initialEpoch]),
            'place in the run': JSON.stringify([session.steps, standing.batch, standing.pass, standing.place]),
          }),
          rate: (taken) =>
            typeof optimizer.learningRate === 'function' ? optimizer.learningRate(taken) : optimizer.learningRate,
          record: (row) => void history.push(row as Epoch<N>),
          tools: {
            snapshot,
            encode: () => encodeModel(model, weights()),
            predict: (x: X) => predict(inputsOf(x as never), undefined),
          },
        }),
      );
      return rows as History<N>;
    },
    evaluate: async (data, options = {}) => {
      requireIdle('evaluate');
      const { batchSize, steps } = readEvaluateOptions('evaluate', options);
      const source = batchesOf('evaluate', data, model, batchSize, world);
      requireEnd('evaluate', source, 'steps', steps);
      return during('an evaluation', () => evaluate(source, { steps }));
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
      try {
        return (await session.logs('training')) as Logs<N>;
      } catch (error) {
        if (!(error instanceof MemoryError)) standing.failed = true;
        throw error;
      }
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
      release([...standing.kept.values()]);
      session.dispose();
    },
  };
  linkSession(trainer, session);
  return trainer;
};
