import {
  addTrees,
  cloneTree,
  copyOf,
  createSums,
  type Engine,
  mapValues,
  type Phase,
  release,
  type Snapshot,
  type Trees,
  tensorsIn,
  tidied,
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
    let trees = tidied(() => program.init(seed));
    let steps = 0;
    const key = random(seed).fold(0);
    const sums = { training: createSums(program), evaluation: createSums(program) };

    const replaceTrees = (next: Trees): void => {
      release(trees, next);
      trees = next;
    };

    return {
      get trees() {
        return trees;
      },
      get steps() {
        return steps;
      },
      step: (batch, overrides = {}) => {
        const next = tidied(() => {
          const scalars = mapValues(program.scalars(steps, overrides), (value) => scalar(value));
          const context = { scalars, random: key.fold(steps) };
          const { gradients, state, sums: logged } = program.gradients(trees, batch, context);
          const total = addTrees(sums.training.onDevice, logged);
          // Last: nothing after it can fail, and the old parameters are the session's own.
          const { params, slots } = program.update(trees, gradients, context);
          return own({ trees: { params, state, slots }, total }, batch);
        });
        replaceTrees(next.trees);
        sums.training.replace(next.total);
        steps += 1;
      },
      evaluate: (batch) => {
        sums.evaluation.replace(tidied(() => addTrees(sums.evaluation.onDevice, program.evaluate(trees, batch))));
      },
      predict: (x) => tidied(() => own(program.predict(trees, x), [x, trees])),
      clear: (phase: Phase) => sums[phase].clear(),
      results: (phase: Phase) => sums[phase].results(),
      logs: (phase: Phase) => sums[phase].logs(),
      fold: (phase: Phase) => sums[phase].fold(),
      snapshot: (): Snapshot => ({ trees: cloneTrees(trees), steps }),
      restore: (snapshot) => {
        replaceTrees(cloneTrees(snapshot.trees));
        steps = snapshot.steps;
      },
      dispose: () => {
        release(trees);
        sums.training.dispose();
        sums.evaluation.dispose();
      },
    };
  };

const cloneTrees = ({ params, state, slots }: Trees): Trees => ({
  params: cloneTree(params),
  state: cloneTree(state),
  slots: cloneTree(slots),
});

/** The same result, with copies where it holds tensors that are somebody else's. */
const own = <T>(result: T, others: unknown): T => copyOf(result, new Set(tensorsIn(others)));
