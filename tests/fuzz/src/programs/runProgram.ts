import { mapTensors, recorderInUse, release, tensorsIn } from '@kindling/core';
import { hostArray, type TypedArray } from '@kindling/data';
import type { Model } from '@kindling/models';
import { compile, type Engine, type HostTree, type Trainer } from '@kindling/train';
import { Tensor } from '@tensorflow/tfjs-core';
import { type Rows, rowsFor } from './batches.ts';
import { modelOf } from './graph.ts';
import { optionsOf, type Program } from './program.ts';
import { made } from './term.ts';
import { vocabulary } from './vocabulary.ts';

/** Numbers by what they are, in the order in which they were worked out. */
export type Numbers = Map<string, ArrayLike<number>>;

type AnyTrainer = Trainer<Rows['x'], Rows['y'], string>;

/** Of these, the smaller batch is in the middle. */
const steps = 6;
const middle = 2;
/** So many whole batches and a smaller one: a plan is met, recorded, compiled, and runs in the fourth. */
const full = 2;
const epochs = 2;

const noteTensors = async (numbers: Numbers, what: string, tree: Readonly<Record<string, Tensor>>): Promise<void> => {
  for (const [name, tensor] of Object.entries(tree)) numbers.set(`${what} ${name}`, await tensor.data());
};

const noteHost = (numbers: Numbers, what: string, tree: HostTree): void => {
  for (const [name, { data }] of Object.entries(tree)) numbers.set(`${what} ${name}`, data);
};

const noteLogs = (numbers: Numbers, what: string, logs: Readonly<Record<string, number>>): void => {
  for (const [name, value] of Object.entries(logs)) numbers.set(`${what} ${name}`, [value]);
};

/** Of one sample, by output. */
const shapesOf = ({ outputShape }: Model): readonly (readonly number[])[] => {
  const shapes = Array.isArray(outputShape) ? [outputShape] : Object.values(outputShape as {});
  return shapes.map((shape) => (shape as readonly number[]).slice(1));
};

/** The same on the host, integers as bytes where they fit: such rows are gathered in the step. */
const onHost = async (all: Rows): Promise<Rows> => {
  const read = new Map<Tensor, TypedArray>();
  for (const tensor of tensorsIn(all)) read.set(tensor, (await tensor.data()) as TypedArray);
  return mapTensors(all, (tensor) => {
    const data = read.get(tensor)!;
    const fits = data instanceof Int32Array && data.every((value) => value >= 0 && value < 256);
    return hostArray(fits ? Uint8Array.from(data) : data, tensor.shape);
  }) as Rows;
};

/** What a program computes with an engine; `look` sees the trainer before it is disposed of. */
export const runProgram = async (
  program: Program,
  engine: Engine,
  look: (trainer: object) => void = () => undefined,
): Promise<Numbers> => {
  const { rows, fewer, held, isFitted } = program;
  const model = modelOf(program);
  const shapes = shapesOf(model);
  const numbers: Numbers = new Map();
  const options = made(optionsOf(program), vocabulary) as { optimizer: 'sgd'; loss: 'mse' };
  const trainer = compile(model, { ...options, engine }) as unknown as AnyTrainer;
  const withRows = async (count: number, nth: number, use: (rows: Rows) => Promise<void>): Promise<void> => {
    const given = rowsFor(program, shapes, count, nth);
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
  const whole = async (all: Rows): Promise<Rows> => (program.seed % 2 === 0 ? onHost(all) : all);
  /** WebGPU puts launches together in plans that ran often; here before, but not in all programs: it takes long. */
  const puttingTogether = async (): Promise<void> => {
    if (program.seed % 4 === 0) await recorderInUse()?.settled?.();
  };
  const infer = (when: string): Promise<void> =>
    withRows(full * rows + fewer, steps, async (tensors) => {
      await puttingTogether();
      const all = await whole(tensors);
      noteLogs(numbers, `evaluate ${when}`, await trainer.evaluate(all, { batchSize: rows }));
      const y = await trainer.predict(all.x, { batchSize: rows });
      await noteTensors(numbers, `predict ${when}`, y instanceof Tensor ? { y } : y);
      release(y);
    });
  try {
    for (let at = 0; at < steps; at++) {
      const snapshot = at === held ? trainer.snapshot() : undefined;
      if (at === held) await noteTensors(numbers, 'before snapshot', trainer.weights.params);
      if (at === middle) await infer('in the middle');
      await puttingTogether();
      await step(at);
      if (snapshot === undefined) continue;
      await noteTensors(numbers, 'snapshot params', snapshot.params);
      await noteTensors(numbers, 'snapshot state', snapshot.state);
      release(snapshot);
    }
    const fit = async (all: Rows): Promise<void> => {
      const history = await trainer.fit(await whole(all), { epochs, batchSize: rows });
      for (const [epoch, { validation, ...logs }] of history.entries()) noteLogs(numbers, `epoch ${epoch}`, logs);
    };
    if (isFitted) await withRows(full * rows + fewer, steps + 1, fit);
    await infer('at the end');
    const { params, state, slots } = await trainer.checkpoint();
    for (const [what, tree] of Object.entries({ params, state, slots })) noteHost(numbers, what, tree);
    look(trainer);
    return numbers;
  } finally {
    trainer.dispose();
  }
};
