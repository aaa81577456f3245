// internal: what `fit` trains on and what it validates with
import { requireOptions, requirePositiveInteger, show, type World } from '@kindling/core';
import { batch, type Dataset, map, pipe, shard, shuffle, skip, type Tail, take } from '@kindling/data';
import type { Model } from '@kindling/models';
import type { Batch } from '../feed/batch.ts';
import type { weighByClass } from '../feed/classWeight.ts';
import { isDataset, requireBatches, requireEnd } from '../feed/passes.ts';
import { type BatchRow, rowsOf } from '../feed/rows.ts';
import type { Source } from '../feed/source.ts';
import type { FitOptions } from '../trainer/trainer.ts';

export interface Sources<X, Y> {
  readonly training: Dataset<Batch<X, Y>>;
  readonly validation: Dataset<Batch<X, Y>> | undefined;
}

/** Refuses what is neither a dataset nor whole arrays: a tensor alone, a misspelt name. */
export const requireSource = (owner: string, source: Source<unknown, unknown>): void => {
  if (isDataset(source)) return;
  const { x, y } = Object(source) as Partial<typeof source>;
  if (x === undefined || y === undefined) {
    throw new TypeError(`${owner}: data must be { x, y } or a dataset of such batches, got ${show(source)}`);
  }
  requireOptions(owner, source, ['x', 'y', 'sampleWeight']);
};

/** Batches of a source, in its own order. */
export const batchesOf = <X, Y>(
  owner: string,
  source: Source<X, Y>,
  model: Model<X, Y>,
  batchSize = 32,
  world?: World | undefined,
): Dataset<Batch<X, Y>> => {
  requirePositiveInteger(owner, 'batchSize', batchSize);
  requireSource(owner, source);
  if (isDataset(source)) return requireBatches(owner, source);
  requireLevel(owner, batchSize, world);
  return inBatches(rowsOf(owner, source, model), batchSize, world, 'keep');
};

/** Of all processes together: each shard has as many rows of it. */
const requireLevel = (owner: string, batchSize: number, world: World | undefined): void => {
  if (world === undefined || batchSize % world.shards === 0) return;
  throw new RangeError(
    `${owner}: batchSize must be a multiple of the ${world.shards} shards of this world, got ${batchSize}`,
  );
};

/** Rows as batches, this process's share of them; what these hold is what the arrays held. */
export const inBatches = <B extends { readonly x: unknown }>(
  rows: Dataset<BatchRow>,
  batchSize: number,
  world?: World | undefined,
  tail: Tail = 'drop',
): Dataset<B> => {
  const own = world === undefined ? rows : pipe(rows, shard({ ...world, tail }));
  return pipe(own, batch(batchSize / (world?.size ?? 1))) as Dataset<object> as Dataset<B>;
};

/** What stands in a dataset for an option of whole arrays. */
const ofDatasets = {
  validationSplit: 'split() cuts a dataset, and validation takes its part',
  sampleWeight: 'a dataset gives it in its batches, { x, y, sampleWeight }',
  shuffle: 'a dataset has its own order, pipe(fromArrays({ x, y }), shuffle({ seed: 1 }), batch(32))',
};

type ReadOptions<X, Y, N extends string> = FitOptions<X, Y, N> & {
  readonly batchSize: number;
  /** Loaded where there is `classWeight`. */
  readonly weigh: typeof weighByClass | undefined;
};

export const fitSources = <X, Y, N extends string>(
  source: Source<X, Y>,
  options: ReadOptions<X, Y, N>,
  model: Model<X, Y>,
  seed: number,
  world?: World | undefined,
): Sources<X, Y> => {
  const { batchSize, validation, validationSplit, sampleWeight, classWeight, stepsPerEpoch, validationSteps } = options;
  if (validation !== undefined && validationSplit !== undefined)
    throw new Error('fit: give validation or validationSplit, not both');
  if (validationSteps !== undefined && validation === undefined && validationSplit === undefined)
    throw new Error('fit: validationSteps needs validation or validationSplit');
  const given =
    validation === undefined ? undefined : batchesOf('fit: validation', validation, model, batchSize, world);
  if (given !== undefined) requireEnd('fit: validation', given, 'validationSteps', validationSteps);

  if (isDataset(source)) {
    for (const option of ['validationSplit', 'sampleWeight', 'shuffle'] as const) {
      const isAsked = options[option] !== undefined && options[option] !== false;
      if (isAsked) throw new Error(`fit: ${option} needs whole arrays; ${ofDatasets[option]}`);
    }
    const training = requireBatches('fit', source);
    requireEnd('fit', training, 'stepsPerEpoch', stepsPerEpoch);
    return { training: weighted(training, options, model), validation: given };
  }
  if (classWeight !== undefined && (sampleWeight ?? source.sampleWeight) !== undefined)
    throw new Error('fit: give classWeight or sampleWeight, not both');
  if (sampleWeight !== undefined && source.sampleWeight !== undefined)
    throw new Error('fit: sampleWeight stands beside x and y and among the options; give it once');
  requireLevel('fit', batchSize, world);
  const rows = rowsOf('fit', sampleWeight === undefined ? source : { ...source, sampleWeight }, model);
  const { size = 0 } = rows;
  const trained = Math.floor(size - size * (validationSplit ?? 0));
  if (trained === 0)
    throw new Error(`fit: validationSplit ${validationSplit} of ${size} samples leaves none to train on`);
  const first = pipe(rows, take(trained));
  const training = options.shuffle === false ? first : pipe(first, shuffle({ seed }));
  return {
    training: weighted(inBatches<Batch<X, Y>>(training, batchSize, world), options, model),
    validation: trained < size ? inBatches(pipe(rows, skip(trained)), batchSize, world, 'keep') : given,
  };
};

const weighted = <X, Y, N extends string>(
  source: Dataset<Batch<X, Y>>,
  { classWeight, weigh }: ReadOptions<X, Y, N>,
  model: Model<X, Y>,
): Dataset<Batch<X, Y>> => {
  if (classWeight === undefined || weigh === undefined) return source;
  if (model.outputNames !== undefined)
    throw new Error('fit: classWeight needs a model of one output; give sampleWeight instead');
  return pipe(source, map(weigh<X, Y>(classWeight, model.outputShape as readonly (number | null)[])));
};
