import { join } from 'node:path';
import { writeFileAtomically } from '@kindling/core/node';
import type { Split } from '@kindling/data';
import type { ConfusionMatrix } from '@kindling/metrics';
import type { Weights } from '@kindling/models';
import { confusionMatrixPlot, imageGrid, lossCurve, weightImages } from '@kindling/viz';
import { toPNG } from '@kindling/viz/node';
import { files } from './files.ts';
import type { Row } from './record.ts';

const draw = async (folder: string, file: string, svg: string): Promise<void> =>
  writeFileAtomically(join(folder, file), await toPNG(svg));

export const drawLoss = async (folder: string, history: readonly Row[]): Promise<void> => {
  if (history.length > 0) await draw(folder, files.loss, lossCurve(history));
};

/** What each unit of the first layer looks for, if that is a dense one. */
export const drawWeights = async (folder: string, { params }: Weights, shape: readonly number[]): Promise<void> => {
  const kernel = Object.values(params).find(({ rank }) => rank > 1);
  if (kernel?.rank !== 2) return;
  const data = await kernel.data();
  if (data.every(Number.isFinite))
    await draw(folder, files.weights, weightImages({ data, shape: kernel.shape }, { shape }));
};

export const drawConfusion = (folder: string, matrix: ConfusionMatrix): Promise<void> =>
  draw(folder, files.confusion, confusionMatrixPlot(matrix));

const shown = 15;

/** The first test pictures with what the network takes them for. */
export const drawPredictions = (
  folder: string,
  { x }: Split,
  actual: readonly string[],
  predicted: readonly string[],
): Promise<void> =>
  draw(
    folder,
    files.predictions,
    imageGrid(
      predicted.slice(0, shown).map((name, i) => ({
        image: x.slice(i, i + 1),
        title: `pred = ${name}`,
        subtitle: `act = ${actual[i]}`,
        wrong: name !== actual[i],
      })),
    ),
  );
