import {
  formatShape,
  positiveInteger,
  readOptions,
  readTensors,
  requireAlive,
  show,
  withDefault,
} from '@kindling/core';
import { Tensor } from '@tensorflow/tfjs-core';
import { requireClassNames } from './requireClassNames.ts';

/** One of the likeliest classes of a sample. */
export interface Ranked {
  /** The class. */
  readonly name: string;
  /** From the row, as it was given. */
  readonly probability: number;
}

export interface DecodePredictionsOptions {
  /** How many classes to give for each sample, the likeliest first. Default: 1. */
  readonly top?: number | undefined;
}

const table = { top: withDefault(positiveInteger, 1) };

/**
 * The name of the likeliest class of each row or, with `top`, that many classes with their probabilities, the likeliest
 * first. Of equal ones the first class leads.
 *
 * @param probabilities `[batch, classes]`; read once, and still the caller's.
 * @throws When `probabilities` is not a tensor, when the columns are not as many as the names, when a row
 *   holds NaN, or when `top` exceeds the classes.
 * @see https://keras.io/api/applications/
 * @example
 * ```ts
 * import { decodePredictions } from '@kindling/metrics';
 * import { tensor2d } from '@tensorflow/tfjs-core';
 *
 * const probabilities = tensor2d([[0.9, 0.1], [0.25, 0.75]]);
 * await decodePredictions(probabilities, ['cat', 'dog']); // ['cat', 'dog']
 * const ranked = await decodePredictions(probabilities, ['cat', 'dog'], { top: 1 });
 * ranked[0]?.[0]; // { name: 'cat', probability: 0.9 }, in float32
 * ```
 */
export function decodePredictions(probabilities: Tensor, classNames: readonly string[]): Promise<string[]>;
export function decodePredictions(
  probabilities: Tensor,
  classNames: readonly string[],
  options: DecodePredictionsOptions,
): Promise<Ranked[][]>;
export async function decodePredictions(
  probabilities: Tensor,
  classNames: readonly string[],
  options?: DecodePredictionsOptions,
): Promise<string[] | Ranked[][]> {
  requireTensor(probabilities);
  requireClassNames('decodePredictions', 'classNames', classNames);
  const { shape } = probabilities;
  const classes = classNames.length;
  if (shape.length !== 2 || shape[1] !== classes || classes === 0) {
    throw new Error(
      `decodePredictions: probabilities must be [batch, ${classes}], a column for each of the ${classes} class names, got ${formatShape(shape)}`,
    );
  }
  const { top } = readOptions('decodePredictions', table, options);
  if (top > classes) throw new RangeError(`decodePredictions: top must be at most ${classes}, the classes, got ${top}`);
  const [values] = (await readTensors([probabilities])) as [Row];
  const rows = Array.from({ length: shape[0] ?? 0 }, (_, row) => values.subarray(row * classes, (row + 1) * classes));
  const broken = rows.findIndex((row) => row.some(Number.isNaN));
  if (broken !== -1) {
    throw new Error(
      `decodePredictions: row ${broken} holds NaN, so it has no likeliest class; did the training diverge?`,
    );
  }
  return options === undefined
    ? rows.map((row) => classNames[argMax(row)]!)
    : rows.map((row) =>
        ranking(row)
          .slice(0, top)
          .map((index) => ({ name: classNames[index]!, probability: row[index]! })),
      );
}

const requireTensor = (probabilities: unknown): void => {
  if (!(probabilities instanceof Tensor)) {
    throw new TypeError(
      `decodePredictions: probabilities must be a tensor [batch, classes], got ${show(probabilities)}; model.apply and trainer.predict give one, tensor2d(rows) makes one`,
    );
  }
  requireAlive('decodePredictions', 'probabilities', probabilities);
};

type Row = Float32Array | Int32Array | Uint8Array;

const argMax = (row: Row): number => {
  let best = 0;
  for (let i = 1; i < row.length; i++) if (row[i]! > row[best]!) best = i;
  return best;
};

const ranking = (row: Row): number[] => Array.from(row.keys()).sort((a, b) => row[b]! - row[a]!);
