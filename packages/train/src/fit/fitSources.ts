// internal: what `fit` trains on and what it validates with
import { requireBoolean, requireOptions, requirePositiveInteger, requireRate, show } from '@kindling/core';
import type { Model } from '@kindling/models';
import { table } from '../feed/arrays.ts';
import type { Batch } from '../feed/batch.ts';
import { weighByClass } from '../feed/classWeight.ts';
import { type Feeding, feedDataset, feedTable, isDataset, mapFeeding, requireEnd } from '../feed/feeding.ts';
import type { Source } from '../feed/source.ts';
import type { FitOptions } from '../trainer/trainer.ts';

export interface Sources<X, Y> {
  readonly training: Feeding<Batch<X, Y>>;
  readonly validation: Feeding<Batch<X, Y>> | undefined;
}

/** Refuses what is no dataset and no whole arrays: a tensor alone, a misspelt name. */
export const requireSource = (owner: string, source: Source<unknown, unknown>): void => {
  if (isDataset(source)) return;
  const { x, y } = Object(source) as Partial<typeof source>;
  if (x === undefined || y === undefined) {
    throw new TypeError(`${owner}: data must be { x, y } or a dataset of such batches, got ${show(source)}`);
  }
  requireOptions(owner, source, ['x', 'y', 'sampleWeight']);
};

/** Batches of a source, in its own order. */
export const feedSource = <X, Y>(
  owner: string,
  source: Source<X, Y>,
  model: Model<X, Y>,
  batchSize = 32,
): Feeding<Batch<X, Y>> => {
  requirePositiveInteger(owner, 'batchSize', batchSize);
  requireSource(owner, source);
  if (isDataset(source)) return feedDataset(owner, source);
  return feedTable(table<Batch<X, Y>>(owner, source, model), { batchSize });
};

/** What stands in a dataset for an option of whole arrays. */
const ofDatasets = {
  validationSplit: 'split() cuts a dataset, and validation takes its part',
  sampleWeight: 'a dataset gives it in its batches, { x, y, sampleWeight }',
  shuffle: 'a dataset has its own order, pipe(fromArrays({ x, y }), shuffle({ seed: 1 }), batch(32))',
};

export const fitSources = <X, Y, N extends string>(
  source: Source<X, Y>,
  options: FitOptions<X, Y, N>,
  model: Model<X, Y>,
  seed: number,
): Sources<X, Y> => {
  const {
    batchSize = 32,
    validation,
    validationSplit,
    sampleWeight,
    classWeight,
    shuffle = true,
    stepsPerEpoch,
    validationSteps,
  } = options;
  requirePositiveInteger('fit', 'batchSize', batchSize);
  requireBoolean('fit', 'shuffle', shuffle);
  if (validationSplit !== undefined) requireRate('fit', 'validationSplit', validationSplit);
  if (validation !== undefined && validationSplit !== undefined)
    throw new Error('fit: give validation or validationSplit, not both');
  if (validationSteps !== undefined && validation === undefined && validationSplit === undefined)
    throw new Error('fit: validationSteps needs validation or validationSplit');
  const given = validation === undefined ? undefined : feedSource('fit: validation', validation, model, batchSize);
  if (given !== undefined) requireEnd('fit: validation', given, 'validationSteps', validationSteps);

  if (isDataset(source)) {
    for (const option of ['validationSplit', 'sampleWeight', 'shuffle'] as const) {
      const isAsked = options[option] !== undefined && options[option] !== false;
      if (isAsked) throw new Error(`fit: ${option} needs whole arrays; ${ofDatasets[option]}`);
    }
    const training = feedDataset('fit', source);
    requireEnd('fit', training, 'stepsPerEpoch', stepsPerEpoch);
    return { training: weighted(training, options, model), validation: given };
  }
  if (classWeight !== undefined && (sampleWeight ?? source.sampleWeight) !== undefined)
    throw new Error('fit: give classWeight or sampleWeight, not both');
  if (sampleWeight !== undefined && source.sampleWeight !== undefined)
    throw new Error('fit: sampleWeight stands beside x and y and among the options; give it once');
  const rows = table<Batch<X, Y>>('fit', sampleWeight === undefined ? source : { ...source, sampleWeight }, model);
  const trained = Math.floor(rows.rows - rows.rows * (validationSplit ?? 0));
  if (trained === 0)
    throw new Error(`fit: validationSplit ${validationSplit} of ${rows.rows} samples leaves none to train on`);
  const training = feedTable(rows, { batchSize, to: trained, shuffleSeed: shuffle ? seed : undefined });
  return {
    training: weighted(training, options, model),
    validation: trained < rows.rows ? feedTable(rows, { batchSize, from: trained }) : given,
  };
};

const weighted = <X, Y, N extends string>(
  feeding: Feeding<Batch<X, Y>>,
  { classWeight }: FitOptions<X, Y, N>,
  model: Model<X, Y>,
): Feeding<Batch<X, Y>> => {
  if (classWeight === undefined) return feeding;
  if (model.outputNames !== undefined)
    throw new Error('fit: classWeight needs a model of one output; give sampleWeight instead');
  const classes = (model.outputShape as readonly (number | null)[]).at(-1) ?? 0;
  return mapFeeding(feeding, weighByClass<X, Y>(classWeight, classes));
};
