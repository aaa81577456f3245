import { functionOption, optional, readOptions, show } from '@kindling/core';
import type { Pass } from './pass.ts';
import { placeOf } from './place.ts';
import { requireDataset, sizeOption } from './requireDataset.ts';

/**
 * A sequence that can be read again and again: `for await` begins a new pass each time.
 *
 * `iterate` begins a given pass at a given place, as resuming a run needs; a dataset written by hand may leave it
 * out, and `dataset()` writes one with it. The elements belong to the reader: tensors among them are the reader's to
 * dispose of.
 */
export interface Dataset<out T> extends AsyncIterable<T> {
  /** Elements in a pass: absent where nobody knows before the end, `Infinity` for one that never ends. */
  readonly size?: number | undefined;
  iterate?(pass: Pass): AsyncIterableIterator<T>;
}

/** What turns a dataset into another; `pipe` strings stages together. */
export type Stage<A, B> = (source: Dataset<A>) => Dataset<B>;

/** What a dataset of your own is made of. */
export interface DatasetDefinition<T> {
  /** Elements in a pass: `Infinity` for one that never ends. Default: not known. */
  readonly size?: number | undefined;
  /** Begins pass `pass` after its first `skip` elements; the same pass always gives the same elements. */
  iterate(pass: Required<{ [K in keyof Pass]: number }>): AsyncIterableIterator<T>;
}

/**
 * A dataset from the function that begins a pass, mostly an async generator. `for await` counts its own passes.
 *
 * @example
 * ```ts
 * import { dataset } from '@kindling/data';
 *
 * const squares = dataset({
 *   size: 5,
 *   async *iterate({ skip }) {
 *     for (let i = skip; i < 5; i++) yield { x: i, y: i * i };
 *   },
 * });
 * ```
 * @throws RangeError for a size that is neither Infinity nor a whole number of at least 0; while reading, for such a
 *   pass or skip
 */
export const dataset = <T>(definition: DatasetDefinition<T>): Dataset<T> => {
  const { size, iterate } = readOptions('dataset', definitionOf<T>(), definition);
  let passes = 0;
  const begin = (place: Pass): AsyncIterableIterator<T> => iterate(placeOf(place));
  return { size, iterate: begin, [Symbol.asyncIterator]: () => begin({ pass: passes++ }) };
};

const definitionOf = <T>() => ({
  size: optional(sizeOption),
  iterate: functionOption<DatasetDefinition<T>['iterate']>(),
});

/**
 * A dataset after any number of stages, each typed by the one before it. Nothing is read until a pass begins.
 *
 * @example
 * ```ts
 * import { batch, fromArrays, pipe, prefetch, shapes, shuffle } from '@kindling/data';
 *
 * const { train } = await shapes({ train: 64, test: 8 });
 * const batches = pipe(fromArrays(train), shuffle({ seed: 1 }), batch(32), prefetch(2));
 * ```
 */
export function pipe<A>(source: Dataset<A>): Dataset<A>;
export function pipe<A, B>(source: Dataset<A>, b: Stage<A, B>): Dataset<B>;
export function pipe<A, B, C>(source: Dataset<A>, b: Stage<A, B>, c: Stage<B, C>): Dataset<C>;
export function pipe<A, B, C, D>(source: Dataset<A>, b: Stage<A, B>, c: Stage<B, C>, d: Stage<C, D>): Dataset<D>;
export function pipe<A, B, C, D, E>(
  source: Dataset<A>,
  b: Stage<A, B>,
  c: Stage<B, C>,
  d: Stage<C, D>,
  e: Stage<D, E>,
): Dataset<E>;
export function pipe<A, B, C, D, E, F>(
  source: Dataset<A>,
  b: Stage<A, B>,
  c: Stage<B, C>,
  d: Stage<C, D>,
  e: Stage<D, E>,
  f: Stage<E, F>,
): Dataset<F>;
export function pipe<A, B, C, D, E, F, G>(
  source: Dataset<A>,
  b: Stage<A, B>,
  c: Stage<B, C>,
  d: Stage<C, D>,
  e: Stage<D, E>,
  f: Stage<E, F>,
  g: Stage<F, G>,
): Dataset<G>;
export function pipe(source: Dataset<unknown>, ...stages: readonly Stage<unknown, unknown>[]): Dataset<unknown> {
  requireDataset('pipe', source);
  for (const [i, stage] of stages.entries()) {
    if (typeof stage === 'function') continue;
    throw new TypeError(`pipe: stage ${i + 1} must be a stage such as batch(32), got ${show(stage)}`);
  }
  return stages.reduce((before, stage) => stage(before), source);
}
