import {
  addTrees,
  cloneTree,
  copyOf,
  createSums,
  deviceQueue,
  type Engine,
  formatShape,
  held,
  MemoryError,
  mapValues,
  type Phase,
  type Restored,
  release,
  requireCount,
  type Snapshot,
  type Tree,
  type Trees,
  tensorsIn,
  tidied,
  unknownName,
} from '@kindling/core';
import { random } from '@kindling/models';
import { scalar } from '@tensorflow/tfjs-core';

/**
 * The reference engine: every operation runs as it comes, on whichever backend is set.
 *
 * @example
 * ```ts
 * import { compile, eager } from '@kindling/train';
 * import { dense, input, sequential } from '@kindling/models';
 *
 * const net = sequential([input({ shape: [2] }), dense({ units: 1 })]);
 * const trainer = compile(net, { optimizer: 'sgd', loss: 'mse', engine: eager() });
 * trainer.dispose();
 * ```
 */
export const eager =
  (): Engine =>
  (program, { seed }) => {
    let trees = held(tidied(() => program.init(seed)));
    let failure: unknown;
    let steps = 0;
    const key = random(seed).fold(0);
    const sums = { training: createSums(program), evaluation: createSums(program) };

    const sumsOf = (phase: Phase) => {
      if (!Object.hasOwn(sums, phase)) throw unknownName('session', 'phase', phase, Object.keys(sums));
      return sums[phase];
    };

    const replaceTrees = (next: Trees): void => {
      release(trees, next);
      trees = held(next);
    };

    /**
     * An update consumes what it is given: one that fails half way leaves nothing to go on from, but for one that had
     * no memory to begin.
     */
    const update: typeof program.update = (...given) => {
      try {
        return program.update(...given);
      } catch (error) {
        if (!(error instanceof MemoryError)) failure = error;
        throw error;
      }
    };
    const requireWhole = (owner: string): void => {
      if (failure === undefined) return;
      const why = failure instanceof Error ? failure.message : String(failure);
      throw new Error(`${owner}: step ${steps} failed half way (${why}): go on from a checkpoint`, { cause: failure });
    };

    return {
      get trees() {
        requireWhole('session');
        return trees;
      },
      get steps() {
        return steps;
      },
      step: (batch, overrides = {}, asked = {}) => {
        requireWhole('step');
        const next = tidied(() => {
          const scalars = mapValues(program.scalars(steps, overrides), (value) => scalar(value));
          const context = { scalars, random: key.fold(steps) };
          const { gradients, state, sums: logged } = program.gradients(trees, batch, context);
          const total = addTrees(sums.training.onDevice, logged);
          const results = asked.results === true ? sums.training.resultsOf(total) : undefined;
          // Last: nothing after it can fail, and the old parameters are the session's own.
          const { params, slots } = update(trees, gradients, context);
          return own({ trees: { params, state, slots }, total, results }, batch);
        });
        replaceTrees(next.trees);
        sums.training.replace(next.total, next.results);
        steps += 1;
      },
      evaluate: (batch) => {
        requireWhole('evaluate');
        sums.evaluation.replace(tidied(() => addTrees(sums.evaluation.onDevice, program.evaluate(trees, batch))));
      },
      predict: (x) => {
        requireWhole('predict');
        return tidied(() => own(program.predict(trees, x), [x, trees]));
      },
      clear: (phase: Phase) => sumsOf(phase).clear(),
      results: (phase: Phase) => sumsOf(phase).results(),
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
        release(trees);
        sums.training.dispose();
        sums.evaluation.dispose();
        deviceQueue()?.freeUnused();
      },
    };
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

/** The same result, with copies where it holds tensors that are somebody else's. */
const own = <T>(result: T, others: unknown): T => copyOf(result, new Set(tensorsIn(others)));
