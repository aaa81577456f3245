import { scalar, type Tensor } from '@tensorflow/tfjs-core';
import { unknownName } from '../options/names.ts';
import { requireCount } from '../options/numbers.ts';
import { formatShape } from '../options/show.ts';
import { type Random, random } from '../random/random.ts';
import { addTrees, cloneTree, copyOf, held, isShared, mapValues, release, tensorsIn, tidied } from '../tree/tensors.ts';
import type { Tree } from '../tree/tree.ts';
import { DeviceLostError } from './deviceLostError.ts';
import { deviceQueue } from './deviceQueue.ts';
import type {
  EngineOptions,
  Phase,
  Program,
  Restored,
  Session,
  Snapshot,
  StepContext,
  StepGradients,
  Trees,
} from './engine.ts';
import { MemoryError } from './memoryError.ts';
import type { Peers } from './peers.ts';
import { type Fed, gathered } from './rowBatch.ts';
import { createShardedSums } from './shardedSums.ts';
import { createSums, type Sums } from './sums.ts';
import { addShares, meanOf, summed } from './together.ts';
import { Unchanged } from './unchanged.ts';

/** What a session has at hand: all of it is the session's own. */
export interface Live {
  readonly trees: Trees;
  /** The sums of the phase that is under way. */
  readonly sums: Tree;
}

/** What a step is given beside what is live. */
export interface Moment {
  readonly scalars: Readonly<Record<string, number>>;
  readonly random: Random;
  /** Whether the results of the sums are wanted with it; never where some of them are on the host. */
  readonly results: boolean;
}

/**
 * Other ways to do what a session does operation by operation, with the same numbers. Each writes over the live
 * tensors, or gives undefined and has changed nothing: then it is done as ever.
 */
export interface Shortcuts<Batch, X, Y> {
  /** `alone` gives what is live anew, with nothing to write over that shares its numbers with another tensor. */
  step(
    live: Live,
    batch: Fed<Batch>,
    moment: Moment,
    alone: () => Live,
  ): { readonly results: Tree | undefined } | undefined;
  /** The first half of a step: new tensors, the caller's own. */
  gradients(trees: Trees, batch: Fed<Batch>, moment: Moment): StepGradients | undefined;
  /** The second half, with what `shards` shards have added up; it stays the caller's. */
  update(live: Live, given: StepGradients, moment: Moment, shards: number, alone: () => Live): true | undefined;
  evaluate(live: Live, batch: Fed<Batch>, alone: () => Live): true | undefined;
  predict(trees: Trees, x: Fed<X>): { readonly y: Y } | undefined;
  /** A tensor of the same numbers, which it shares with none. */
  copy(tensor: Tensor): Tensor;
  dispose(): void;
}

/** A session that runs each operation as it comes, on whichever backend is set, where no shortcut does it. */
export const createSession = <Batch, X, Y>(
  program: Program<Batch, X, Y>,
  { seed, peers }: EngineOptions,
  shortcuts?: Shortcuts<Batch, X, Y>,
): Session<Batch, X, Y> => {
  let trees = held(tidied(() => program.init(seed)));
  let failure: unknown;
  let steps = 0;
  const key = random(seed).fold(0);
  /** With others, an evaluation has sums for each shard of this process; else one. */
  const sharded = peers && createShardedSums(program, peers);
  const evaluations = sharded?.shards ?? [createSums(program)];
  const sums = { training: createSums(program), evaluation: sharded ?? evaluations[0]! };

  const sumsOf = (phase: Phase) => {
    if (!Object.hasOwn(sums, phase)) throw unknownName('session', 'phase', phase, Object.keys(sums));
    return sums[phase];
  };

  const replaceTrees = (next: Trees): void => {
    release(trees, next);
    trees = held(next);
  };

  /**
   * What is written over is consumed: a step that fails half way leaves nothing to go on from, but for one that had
   * no memory to begin, or had not begun. A lost device tells so itself, at each call.
   */
  const whole = <T>(change: () => T): T => {
    try {
      return change();
    } catch (error) {
      if (error instanceof Unchanged) throw error.cause;
      if (!(error instanceof MemoryError || error instanceof DeviceLostError)) failure = error;
      throw error;
    }
  };
  const requireWhole = (owner: string): void => {
    if (failure === undefined) return;
    const why = failure instanceof Error ? failure.message : String(failure);
    throw new Error(`${owner}: step ${steps} failed half way (${why}): go on from a checkpoint`, { cause: failure });
  };

  const live = (of: Sums): Live => ({ trees, sums: of.onDevice });
  /** What is written over, none of it shared: by a step all, by an evaluation its sums. */
  const alone = (of: Sums, copy: (tensor: Tensor) => Tensor): Live => {
    const { onDevice } = of;
    const unshared = (tree: Tree): Tree => mapValues(tree, (x) => (isShared(x) ? copy(x) : x));
    if (of === sums.training && Object.values(trees).some(hasShared))
      replaceTrees(tidied(() => mapValues({ ...trees }, unshared)) as Record<keyof Trees, Tree>);
    if (hasShared(onDevice)) of.replace(tidied(() => unshared(onDevice)));
    return live(of);
  };

  const context = ({ scalars, random }: Moment): StepContext => ({
    scalars: mapValues(scalars, (value) => scalar(value)),
    random,
  });
  const gradientsOf = (given: Fed<Batch>, moment: Moment): StepGradients =>
    plainly(() => shortcuts?.gradients(trees, given, moment)) ??
    tidied(() => own(program.gradients(trees, gathered(given), context(moment)), [given, trees]));
  /** The second half of a step with what all shards have added up, which is freed. */
  const updateWith = (total: StepGradients, moment: Moment, shards: number): void => {
    try {
      const onItsOwn = () => alone(sums.training, shortcuts!.copy);
      if (whole(() => shortcuts?.update(live(sums.training), total, moment, shards, onItsOwn)) === true) {
        sums.training.replace(sums.training.onDevice);
      } else {
        const next = tidied(() => {
          const { gradients, state, sums: logged } = meanOf(total, shards);
          const summedUp = addTrees(sums.training.onDevice, logged);
          const { params, slots } = whole(() => program.update(trees, gradients, context(moment)));
          return own({ trees: { params, state, slots }, summedUp }, total);
        });
        replaceTrees(next.trees);
        sums.training.replace(next.summedUp);
      }
      steps += 1;
    } finally {
      release(total);
    }
  };
  const evaluateInto = (of: Sums, batch: Fed<Batch>): void => {
    if (plainly(() => shortcuts?.evaluate(live(of), batch, () => alone(of, shortcuts.copy)))) of.replace(of.onDevice);
    else of.replace(tidied(() => addTrees(of.onDevice, program.evaluate(trees, gathered(batch)))));
  };
  /** A step that the processes take together: each the gradients of its shards, then all the same update. */
  const stepTogether = (others: Peers, given: Fed<Batch>, moment: Moment, rate: number | undefined) => {
    const parts = others.parts(given);
    const shareOf = (part: number): StepGradients =>
      held(gradientsOf(parts[part]!, { ...moment, random: others.keyOf(moment.random, part) }));
    let share: StepGradients;
    try {
      share = held(addShares(parts.length, shareOf));
    } finally {
      release(parts, given);
    }
    const total = summed(others, share, { steps, learningRate: rate, rows: others.rowsOf(given) });
    const { shards } = others.world;
    return total instanceof Promise
      ? total.then((sum) => updateWith(sum, moment, shards))
      : total && updateWith(total, moment, shards);
  };

  return {
    get trees() {
      requireWhole('session');
      return trees;
    },
    get steps() {
      return steps;
    },
    peers,
    step: (given, overrides = {}, asked = {}) => {
      requireWhole('step');
      const numbers = program.scalars(steps, overrides);
      const random = key.fold(steps);
      const wanted = asked.results === true && peers === undefined;
      if (peers !== undefined) {
        const moment = { scalars: numbers, random, results: false };
        return stepTogether(peers, given, moment, overrides.learningRate);
      }
      if (shortcuts !== undefined && (!wanted || sums.training.isAllOnDevice())) {
        const moment = { scalars: numbers, random, results: wanted };
        const { copy } = shortcuts;
        const done = whole(() => shortcuts.step(live(sums.training), given, moment, () => alone(sums.training, copy)));
        if (done !== undefined) {
          sums.training.replace(sums.training.onDevice, done.results);
          steps += 1;
          return undefined;
        }
      }
      const next = tidied(() => {
        const batch = gathered(given);
        const now = context({ scalars: numbers, random, results: wanted });
        const { gradients, state, sums: logged } = program.gradients(trees, batch, now);
        const total = addTrees(sums.training.onDevice, logged);
        const results = wanted ? sums.training.resultsOf(total) : undefined;
        // Last: nothing after it can fail, and the old parameters are the session's own.
        const { params, slots } = whole(() => program.update(trees, gradients, now));
        return own({ trees: { params, state, slots }, total, results }, given);
      });
      replaceTrees(next.trees);
      sums.training.replace(next.total, next.results);
      steps += 1;
      return undefined;
    },
    evaluate: (given) => {
      requireWhole('evaluate');
      const parts = peers?.parts(given) ?? [given];
      try {
        for (const [i, batch] of parts.entries()) evaluateInto(evaluations[i]!, batch);
      } finally {
        release(parts, given);
      }
    },
    predict: (x) => {
      requireWhole('predict');
      const done = plainly(() => shortcuts?.predict(trees, x));
      if (done !== undefined) return done.y;
      return tidied(() => own(program.predict(trees, gathered(x)), [x, trees]));
    },
    clear: (phase: Phase) => sumsOf(phase).clear(),
    results: (phase: Phase) => {
      const given = sumsOf(phase);
      if ('results' in given) return given.results();
      throw new Error('results: those of an evaluation by several processes are told by logs(), which waits for them');
    },
    logs: (phase: Phase) => sumsOf(phase).logs(),
    sums: (phase: Phase) => sumsOf(phase).read(),
    logsOf: (given) => sums.training.logsOf(given),
    fold: (phase: Phase) => sumsOf(phase).fold(),
    settled: async () => deviceQueue()?.settled(),
    snapshot: (): Snapshot => {
      requireWhole('snapshot');
      return { trees: cloneTrees(trees), steps, sums: sums.training.save() };
    },
    restore: (snapshot) => {
      requireFit({ trees, sums: sums.training.onDevice }, snapshot);
      replaceTrees(
        mapValues({ ...trees }, (live, part) =>
          cloneTree(inOrder(live, snapshot.trees[part as keyof Trees])),
        ) as Record<keyof Trees, Tree>,
      );
      if (snapshot.sums !== undefined) sums.training.load(snapshot.sums);
      steps = snapshot.steps;
      failure = undefined;
    },
    dispose: () => {
      shortcuts?.dispose();
      release(trees);
      sums.training.dispose();
      sums.evaluation.dispose();
      deviceQueue()?.freeUnused();
    },
  };
};

const hasShared = (tree: Tree): boolean => {
  for (const name in tree) if (isShared(tree[name]!)) return true;
  return false;
};
const cloneTrees = ({ params, state, slots }: Trees): Trees => ({
  params: cloneTree(params),
  state: cloneTree(state),
  slots: cloneTree(slots),
});

/** The same tree in the order of another: sums over all parameters come out with the same bits. */
const inOrder = (order: Tree, tree: Tree): Tree => mapValues(order, (_, name) => tree[name] as Tree[string]);

/** Refuses a snapshot of another program, before anything of it is taken. */
const requireFit = (live: { readonly trees: Trees; readonly sums: Tree }, { trees, steps, sums }: Restored): void => {
  requireCount('restore', 'steps', steps);
  for (const part of ['params', 'state', 'slots'] as const) requireAlike(part, live.trees[part], trees[part]);
  if (sums === undefined) return;
  requireAlike('sums', live.sums, sums.onDevice);
  for (const [name, { length }] of Object.entries(sums.onHost)) {
    const size = Object.hasOwn(live.sums, name) ? live.sums[name]!.size : undefined;
    if (length !== size)
      throw new Error(`restore: sums.onHost["${name}"] must hold ${size ?? 'no'} numbers, got ${length}`);
  }
};

const requireAlike = (part: string, expected: Tree, given: Tree): void => {
  const missing = Object.keys(expected).find((name) => !Object.hasOwn(given, name));
  if (missing !== undefined) throw new Error(`restore: ${part} lacks "${missing}"`);
  for (const [name, { shape, dtype }] of Object.entries(given)) {
    if (!Object.hasOwn(expected, name)) throw new Error(`restore: ${part} has "${name}", which this program has not`);
    const [wanted, got] = [expected[name] as Tree[string], { shape, dtype }].map(
      (tensor) => `${tensor.dtype} ${formatShape(tensor.shape)}`,
    );
    if (wanted !== got) throw new Error(`restore: ${part}["${name}"] must be ${wanted}, got ${got}`);
  }
};

/** The error itself, where it came before anything had changed. */
const plainly = <T>(work: () => T): T => {
  try {
    return work();
  } catch (error) {
    throw error instanceof Unchanged ? error.cause : error;
  }
};

/** The same result, with copies where it holds tensors that are somebody else's. */
const own = <T>(result: T, others: unknown): T => copyOf(result, new Set(tensorsIn(others)));
