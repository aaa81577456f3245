import type { Tree, Weights } from '@kindling/models';
import type { Tensor } from '@tensorflow/tfjs-core';
import {
  difference,
  differenceOfAll,
  type Golden,
  readNumbers,
  relative,
  tensorOf,
  tensorsOf,
  worst,
} from './golden.ts';
import { trainers } from './trainers.ts';

type Goldens = Readonly<Record<string, Golden>>;
type Form = Golden | Goldens;
interface Data {
  readonly x: Form;
  readonly y: Form;
  readonly sampleWeight?: Golden;
}
type Logs = Readonly<Record<string, number>>;
type Row = Readonly<Record<string, number | Logs>>;
type GoldenWeights = Readonly<Record<keyof Weights, Goldens>>;

export interface RunCase {
  readonly name: string;
  readonly weights: GoldenWeights;
  readonly train: Data;
  readonly validation?: Data;
  readonly classWeight?: Readonly<Record<number, number>>;
  readonly batchSize: number;
  readonly epochs: number;
  readonly history: readonly Row[];
  /** Of the training data, after the last epoch. */
  readonly evaluated: Logs;
  readonly predicted: Form;
  readonly final: GoldenWeights;
}

export const runCases = readNumbers<{ cases: RunCase[] }>('runs').cases;

const isOne = (form: Form | Tensor | Tree): form is Golden => Array.isArray(form.shape);

const formOf = (form: Form): Tensor | Tree => (isOne(form) ? tensorOf(form) : tensorsOf(form));

const dataOf = ({ x, y, sampleWeight }: Data) =>
  ({ x: formOf(x), y: formOf(y), sampleWeight: sampleWeight && tensorOf(sampleWeight) }) as never;

const weightsOf = ({ params, state }: GoldenWeights): Weights => ({
  params: tensorsOf(params),
  state: tensorsOf(state),
});

/** Logs by dotted names, `validation.loss` too. */
const flat = (row: Row): Logs =>
  Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) =>
      typeof value === 'number' ? [[name, value]] : Object.entries(value).map(([key, v]) => [`${name}.${key}`, v]),
    ),
  );

const differenceOfLogs = (found: Row, expected: Row): number => {
  const [a, b] = [flat(found), flat(expected)];
  if (Object.keys(a).sort().join() !== Object.keys(b).sort().join()) {
    throw new Error(`the log has ${Object.keys(a).sort()}, Keras's has ${Object.keys(b).sort()}`);
  }
  return worst(Object.entries(b).map(([name, value]) => relative(a[name]!, value)));
};

/** How far each part of a run is from Keras's, at its worst. */
export interface RunDistance {
  readonly history: number;
  readonly weights: number;
  readonly evaluated: number;
  readonly predicted: number;
}

export const measureRun = async (run: RunCase): Promise<RunDistance> => {
  const { train, validation, classWeight, batchSize, epochs, final } = run;
  const trainer = trainers[run.name]!(weightsOf(run.weights));
  try {
    const history = await trainer.fit(dataOf(train), {
      epochs,
      batchSize,
      shuffle: false,
      validation: validation && dataOf(validation),
      classWeight,
    });
    const weights = trainer.snapshot();
    const evaluated = await trainer.evaluate(dataOf(train), { batchSize });
    const predicted = (await trainer.predict(formOf(train.x) as never, { batchSize })) as Tensor | Tree;
    return {
      history: worst(run.history.map((row, epoch) => differenceOfLogs(history[epoch] as Row, row))),
      weights: worst([
        await differenceOfAll(weights.params, final.params),
        await differenceOfAll(weights.state, final.state),
      ]),
      evaluated: differenceOfLogs(evaluated, run.evaluated),
      predicted: await (isOne(run.predicted)
        ? difference(predicted as Tensor, run.predicted)
        : differenceOfAll(predicted as Tree, run.predicted)),
    };
  } finally {
    trainer.dispose();
  }
};
