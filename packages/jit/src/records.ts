// internal: what of a program is recorded, on tensors that stand for its own
import {
  addTrees,
  type Fed,
  type HostNumbers,
  type Inputs,
  isRowBatch,
  type Live,
  type Moment,
  mapTensors,
  mapValues,
  meanOf,
  type Program,
  type RowBatch,
  type StepContext,
  type StepGradients,
  type Tree,
} from '@kindling/core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Recorded } from './plan.ts';
import { recordedRandom } from './random.ts';

/** What a step's numbers are made of. */
export interface StepNumbers extends Pick<Moment, 'scalars' | 'random'> {
  readonly batch: unknown;
}

/** What the numbers of an evaluation or a prediction are made of. */
export type GivenBatch = Pick<StepNumbers, 'batch'>;

type Ask<Given> = (numbers: (given: Given) => HostNumbers) => void;

/** Tensors of the same structure, shapes and dtypes. */
const standIns = <T>(inputs: Inputs, value: T): T => mapTensors(value, (tensor) => inputs.tensor(tensor)) as T;

/** A batch on stand-ins; of a row batch, what its function makes of rows that are told at each run. */
const batchOn = <B>(inputs: Inputs, batch: Fed<B>, ask: Ask<GivenBatch>): B => {
  if (!isRowBatch(batch)) return standIns(inputs, batch);
  const { length } = batch.rows;
  const columns = batch.columns.map(({ shape, dtype, isBytes }, i) => {
    ask((given) => {
      const { columns, rows } = given.batch as RowBatch<B>;
      return (into) => columns[i]!.copy(rows, into);
    });
    return inputs.numbers([length, ...shape], dtype, isBytes);
  });
  return batch.make(columns);
};

const namesOf = ({ trees: { params, state, slots }, sums }: Live): string[] =>
  [params, state, slots, sums].flatMap((tree) => Object.keys(tree));

const updatesOf = (over: Tree, by: Tree): { over: Tensor; by: Tensor }[] =>
  Object.entries(over).map(([name, tensor]) => ({ over: tensor, by: by[name]! }));

/** A step's own numbers. */
const contextOf = (
  inputs: Inputs,
  { scalars }: Moment,
  numbers: ((given: StepNumbers) => HostNumbers)[],
): StepContext => ({
  scalars: mapValues(scalars, (_, name) => {
    numbers.push((now) => [now.scalars[name]!]);
    return inputs.numbers([], 'float32');
  }),
  random: recordedRandom(inputs, (of) => numbers.push(({ random }) => of(random))),
});

/** A step, and the results of its sums where they are wanted. Asks for the live tensors, then for the batch's. */
export const recordStep = <Batch>(
  program: Program<Batch, never, unknown>,
  inputs: Inputs,
  live: Live,
  batch: Fed<Batch>,
  moment: Moment,
): Recorded<StepNumbers> => {
  const numbers: ((given: StepNumbers) => HostNumbers)[] = [];
  const own = standIns(inputs, { trees: { ...live.trees }, sums: live.sums });
  const given = batchOn(inputs, batch, (of) => void numbers.push(of));
  const context = contextOf(inputs, moment, numbers);
  const { gradients, state, sums } = program.gradients(own.trees, given, context);
  const total = addTrees(own.sums, sums);
  const returns = moment.results ? program.results(total) : {};
  const { params, slots } = program.update(own.trees, gradients, context);
  const updates = [
    ...updatesOf(own.trees.params, params),
    ...updatesOf(own.trees.state, state),
    ...updatesOf(own.trees.slots, slots),
    ...updatesOf(own.sums, total),
  ];
  return { updates, numbers, returns, names: namesOf(live) };
};

/** The first half of a step. Asks for the trees' tensors, then for the batch's. */
export const recordGradients = <Batch>(
  program: Program<Batch, never, unknown>,
  inputs: Inputs,
  trees: Live['trees'],
  batch: Fed<Batch>,
  moment: Moment,
): Recorded<StepNumbers> => {
  const numbers: ((given: StepNumbers) => HostNumbers)[] = [];
  const own = standIns(inputs, { ...trees });
  const given = batchOn(inputs, batch, (of) => void numbers.push(of));
  const returns = program.gradients(own, given, contextOf(inputs, moment, numbers));
  return { updates: [], numbers, returns, names: namesOf({ trees, sums: {} }) };
};

/** The second half, by what all shards have added up. Asks for the live tensors, then for these. */
export const recordUpdate = (
  program: Program<never, never, unknown>,
  inputs: Inputs,
  live: Live,
  total: StepGradients,
  moment: Moment,
  shards: number,
): Recorded<StepNumbers> => {
  const numbers: ((given: StepNumbers) => HostNumbers)[] = [];
  const own = standIns(inputs, { trees: { ...live.trees }, sums: live.sums });
  const { gradients, state, sums } = meanOf(standIns(inputs, total), shards);
  const { params, slots } = program.update(own.trees, gradients, contextOf(inputs, moment, numbers));
  const updates = [
    ...updatesOf(own.trees.params, params),
    ...updatesOf(own.trees.state, state),
    ...updatesOf(own.trees.slots, slots),
    ...updatesOf(own.sums, addTrees(own.sums, sums)),
  ];
  return { updates, numbers, returns: {}, names: namesOf(live) };
};

/** What a batch adds to the sums. Asks for the live tensors, then for the batch's. */
export const recordEvaluate = <Batch>(
  program: Program<Batch, never, unknown>,
  inputs: Inputs,
  live: Live,
  batch: Fed<Batch>,
): Recorded<GivenBatch> => {
  const numbers: ((given: GivenBatch) => HostNumbers)[] = [];
  const own = standIns(inputs, { trees: { ...live.trees }, sums: live.sums });
  const given = batchOn(inputs, batch, (of) => void numbers.push(of));
  const total = addTrees(own.sums, program.evaluate(own.trees, given));
  return { updates: updatesOf(own.sums, total), numbers, returns: {}, names: namesOf(live) };
};

/** Outputs. Asks for the trees' tensors, then for the input's. */
export const recordPredict = <X, Y>(
  program: Program<never, X, Y>,
  inputs: Inputs,
  trees: Live['trees'],
  x: Fed<X>,
): Recorded<GivenBatch> => {
  const numbers: ((given: GivenBatch) => HostNumbers)[] = [];
  const own = standIns(inputs, { ...trees });
  const given = batchOn(inputs, x, (of) => void numbers.push(of));
  const names = namesOf({ trees, sums: {} });
  return { updates: [], numbers, returns: program.predict(own, given), names };
};
