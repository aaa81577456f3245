import { join } from 'node:path';
import { batches } from '@kindling/app-common';
import type { World } from '@kindling/core';
import { writeFileAtomically } from '@kindling/core/node';
import type { Split } from '@kindling/data';
import { type ConfusionMatrix, classificationReport, confusionMatrix, decodePredictions } from '@kindling/metrics';
import type { Trainer } from '@kindling/train';
import type { Tensor } from '@tensorflow/tfjs-core';
import { files } from './files.ts';
import { drawConfusion, drawPredictions } from './pictures.ts';

export interface Results {
  readonly loss: number;
  readonly accuracy: number;
  readonly matrix: ConfusionMatrix;
  /** Precision, recall and f1 of every class, as text. */
  readonly report: string;
  /** The class of each picture, by name, and what it was taken for. */
  readonly actual: readonly string[];
  readonly predicted: readonly string[];
}

/**
 * How a network does on pictures it was not trained on. Undefined where its loss is not a number any more. Processes
 * that share a world score together; rank 0 alone goes on to what the network takes each picture for, and the others
 * have undefined.
 */
export const judge = async (
  trainer: Trainer<Tensor, Tensor, 'accuracy'>,
  split: Split,
  classNames: readonly string[],
  size: number,
  world?: World | undefined,
): Promise<Results | undefined> => {
  const choice = { size, classes: classNames.length };
  const { loss, accuracy } = await trainer.evaluate(batches(split, { ...choice, world }));
  if (!Number.isFinite(loss) || world?.leads === false) return undefined;
  const probabilities = await trainer.predict(batches(split, choice));
  try {
    const predicted = await decodePredictions(probabilities, classNames);
    const actual = Array.from(split.y.data, (label) => classNames[label]!);
    const matrix = confusionMatrix(actual, predicted, { classNames });
    return { loss, accuracy, matrix, report: classificationReport(matrix), actual, predicted };
  } finally {
    probabilities.dispose();
  }
};

export const scoreLine = ({ loss, accuracy }: Pick<Results, 'loss' | 'accuracy'>): string =>
  `test loss ${loss.toFixed(4)}, accuracy ${accuracy.toFixed(4)}`;

export const writeResults = async (folder: string, split: Split, results: Results): Promise<void> => {
  const { matrix, report, actual, predicted } = results;
  await writeFileAtomically(join(folder, files.report), `${scoreLine(results)}\n\n${report}\n`);
  await drawPredictions(folder, split, actual, predicted);
  await drawConfusion(folder, matrix);
};
