// internal: what of a program is recorded, on tensors that stand for its own
import {
  addTrees,
  type Inputs,
  type Live,
  type Moment,
  mapTensors,
  mapValues,
  type Program,
  type Tree,
} from '@kindling/core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Recorded } from './plan.ts';
import { recordedRandom } from './random.ts';

/** What a step's numbers are made of. */
export type StepNumbers = Pick<Moment, 'scalars' | 'random'>;

/** Tensors of the same structure, shapes and dtypes. */
const standIns = <T>(inputs: Inputs, value: T): T => mapTensors(value, (tensor) => inputs.tensor(tensor)) as T;

const updatesOf = (over: Tree, by: Tree): { over: Tensor; by: Tensor }[] =>
  Object.entries(over).map(([name, tensor]) => ({ over: tensor, by: by[name]! }));

/** A step, and the results of its sums where they are wanted. Asks for the live tensors, then for the batch's. */
export const recordStep = <Batch>(
  program: Program<Batch, never, unknown>,
  inputs: Inputs,
  live: Live,
  batch: Batch,
  { scalars, results }: Moment,
): Recorded<StepNumbers> => {
  const numbers: ((given: StepNumbers) => ArrayLike<number>)[] = [];
  const own = standIns(inputs, { trees: { ...live.trees }, sums: live.sums });
  const given = standIns(inputs, batch);
  const context = {
    scalars: mapValues(scalars, (_, name) => {
      numbers.push((now) => [now.scalars[name]!]);
      return inputs.numbers([], 'float32');
    }),
    random: recordedRandom(inputs, (words) => numbers.push(({ random }) => words(random))),
  };
  const { gradients, state, sums } = program.gradients(own.trees, given, context);
  const total = addTrees(own.sums, sums);
  const returns = results ? program.results(total) : {};
  const { params, slots } = program.update(own.trees, gradients, context);
  const updates = [
    ...updatesOf(own.trees.params, params),
    ...updatesOf(own.trees.state, state),
    ...updatesOf(own.trees.slots, slots),
    ...updatesOf(own.sums, total),
  ];
  return { updates, numbers, returns };
};

/** What a batch adds to the sums. Asks for the live tensors, then for the batch's. */
export const recordEvaluate = <Batch>(
  program: Program<Batch, never, unknown>,
  inputs: Inputs,
  live: Live,
  batch: Batch,
): Recorded<unknown> => {
  const own = standIns(inputs, { trees: { ...live.trees }, sums: live.sums });
  const total = addTrees(own.sums, program.evaluate(own.trees, standIns(inputs, batch)));
  return { updates: updatesOf(own.sums, total), numbers: [], returns: {} };
};

/** Outputs. Asks for the trees' tensors, then for the input's. */
export const recordPredict = <X, Y>(
  program: Program<never, X, Y>,
  inputs: Inputs,
  trees: Live['trees'],
  x: X,
): Recorded<unknown> => {
  const own = standIns(inputs, { ...trees });
  return { updates: [], numbers: [], returns: program.predict(own, standIns(inputs, x)) };
};
