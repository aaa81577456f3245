import { release } from '@kindling/core';
import { compile, type Engine, type HostTree, type Trainer } from '@kindling/train';
import type { Tensor } from '@tensorflow/tfjs-core';
import { type Rows, rowsFor } from './batches.ts';
import { modelOf } from './graph.ts';
import { optionsOf, type Program } from './program.ts';
import { made } from './term.ts';
import { vocabulary } from './vocabulary.ts';

/** Numbers by what they are, in the order in which they were worked out. */
export type Numbers = Map<string, ArrayLike<number>>;

type AnyTrainer = Trainer<Rows['x'], Tensor, string>;

/** Of these, the smaller batch is in the middle, and one is taken while a snapshot is held. */
const steps = 6;
const middle = 2;
const held = 4;
/** Each of a batch and a smaller one: a plan is recorded in two, and runs in the third. */
const epochs = 3;

const noteTensors = (numbers: Numbers, what: string, tree: Readonly<Record<string, Tensor>>): void => {
  for (const [name, tensor] of Object.entries(tree)) numbers.set(`${what} ${name}`, tensor.dataSync());
};

const noteHost = (numbers: Numbers, what: string, tree: HostTree): void => {
  for (const [name, { data }] of Object.entries(tree)) numbers.set(`${what} ${name}`, data);
};

const noteLogs = (numbers: Numbers, what: string, logs: Readonly<Record<string, number>>): void => {
  for (const [name, value] of Object.entries(logs)) numbers.set(`${what} ${name}`, [value]);
};

/** What a program computes with an engine; `look` sees the trainer before it is disposed of. */
export const runProgram = async (
  program: Program,
  engine: Engine,
  look: (trainer: object) => void = () => undefined,
): Promise<Numbers> => {
  const { rows, fewer } = program;
  const model = modelOf(program);
  const outputShape = model.outputShape.slice(1) as number[];
  const numbers: Numbers = new Map();
  const options = made(optionsOf(program), vocabulary) as { optimizer: 'sgd'; loss: 'mse' };
  const trainer = compile(model, { ...options, engine }) as unknown as AnyTrainer;
  const withRows = async (count: number, nth: number, use: (rows: Rows) => Promise<void>): Promise<void> => {
    const given = rowsFor(program, outputShape, count, nth);
    try {
      await use(given);
    } finally {
      release(given);
    }
  };
  const step = (at: number): Promise<void> =>
    withRows(at === middle ? fewer : rows, at, async (batch) =>
      noteLogs(numbers, `step ${at}`, await trainer.trainOnBatch(batch)),
    );
  const infer = (when: string): Promise<void> =>
    withRows(rows + fewer, steps, async (all) => {
      noteLogs(numbers, `evaluate ${when}`, await trainer.evaluate(all, { batchSize: rows }));
      const y = await trainer.predict(all.x, { batchSize: rows });
      noteTensors(numbers, `predict ${when}`, { y });
      y.dispose();
    });
  try {
    await infer('before');
    for (let at = 0; at < steps; at++) {
      const snapshot = at === held ? trainer.snapshot() : undefined;
      if (at === held) noteTensors(numbers, 'before snapshot', trainer.weights.params);
      await step(at);
      if (snapshot === undefined) continue;
      noteTensors(numbers, 'snapshot params', snapshot.params);
      noteTensors(numbers, 'snapshot state', snapshot.state);
      release(snapshot);
    }
    await infer('after steps');
    await withRows(rows + fewer, steps + 1, async (all) => {
      const history = await trainer.fit(all, { epochs, batchSize: rows });
      for (const [epoch, { validation, ...logs }] of history.entries()) noteLogs(numbers, `epoch ${epoch}`, logs);
    });
    await infer('after fit');
    const { params, state, slots } = await trainer.checkpoint();
    for (const [what, tree] of Object.entries({ params, state, slots })) noteHost(numbers, what, tree);
    look(trainer);
    return numbers;
  } finally {
    trainer.dispose();
  }
};
