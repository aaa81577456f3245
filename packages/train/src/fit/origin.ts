// internal: what a fit trains on, so that another can tell whether it goes on with the same
import { dataPrint } from '../checkpoint/print.ts';
import { isDataset } from '../feed/passes.ts';
import type { Source } from '../feed/source.ts';
import type { FitOptions } from '../trainer/trainer.ts';

export interface Origin {
  /** The object that the data came from: the dataset, or the array of whole arrays. */
  readonly source: object | undefined;
  /** Their batches and how they are cut, in words that another process can compare. */
  readonly print: string;
}

type Cut = Pick<
  FitOptions<never, never, never>,
  'stepsPerEpoch' | 'validationSteps' | 'batchSize' | 'validationSplit' | 'shuffle'
> & {
  readonly classWeight?: unknown;
  /** Where several processes may train. */
  readonly shards?: number | undefined;
  readonly sampleWeight?: unknown;
};

export const originOf = (
  data: Source<unknown, unknown>,
  batches: number | undefined,
  {
    stepsPerEpoch,
    classWeight,
    validationSteps,
    batchSize,
    validationSplit = 0,
    shuffle = true,
    sampleWeight,
    shards,
  }: Cut,
  validated: boolean,
): Origin => {
  const arrays = isDataset(data) ? undefined : data;
  const weighted = sampleWeight !== undefined || undefined;
  const cut = {
    ...{ stepsPerEpoch, classWeight, validationSteps, validated, shards },
    ...(arrays && { batchSize, validationSplit, shuffle, weighted }),
  };
  return { source: arrays === undefined ? data : (arrays.x as object), print: dataPrint(batches, arrays, cut) };
};
