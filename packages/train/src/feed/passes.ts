// internal: the passes of a dataset of batches
import { type Fed, foldPlan, isRowBatch, type RowBatch, release, soon, tensorsIn } from '@kindling/core';
import { type Dataset, rowsOf, withRows } from '@kindling/data';
import { untilAborted } from '../fit/abort.ts';
import { createBreather } from '../fit/breathe.ts';
import type { Pacer } from '../fit/pacer.ts';
import { requireBatch } from './requireBatch.ts';

export const isDataset = <T>(source: Dataset<T> | object): source is Dataset<T> =>
  typeof source === 'object' && source !== null && Symbol.asyncIterator in source;

/**
 * The dataset, whose batches are looked at as they come. It is closed at once where it keeps its reader waiting, which
 * an async generator around it could not do.
 */
export const requireBatches = <B extends { readonly x: unknown }>(owner: string, source: Dataset<B>): Dataset<B> => {
  const looking = (elements: AsyncIterator<B>): AsyncIterableIterator<B> => ({
    next: async () => {
      const result = await elements.next();
      if (result.done) return result;
      try {
        return { done: false, value: requireBatch(owner, result.value) };
      } catch (error) {
        release(result.value);
        await elements.return?.();
        throw error;
      }
    },
    return: async () => {
      await elements.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  });
  const { size, iterate } = source;
  const rows = rowsOf(source);
  const batches: Dataset<B> = {
    size,
    ...(iterate && { iterate: (place) => looking(iterate.call(source, place)) }),
    [Symbol.asyncIterator]: () => looking(source[Symbol.asyncIterator]()),
  };
  return rows === undefined ? batches : withRows(batches, (place) => lookingAtRows(owner, rows(place)));
};

function* lookingAtRows<B extends { readonly x: unknown }>(
  owner: string,
  batches: Iterable<RowBatch<B>>,
): Generator<RowBatch<B>, void, undefined> {
  for (const batch of batches) yield { ...batch, make: (columns) => requireBatch(owner, batch.make(columns)) };
}

/** Refuses a pass without an end, unless the option says how many batches to take of it. */
export const requireEnd = (
  owner: string,
  { size }: Pick<Dataset<unknown>, 'size'>,
  option: string,
  steps: number | undefined,
): void => {
  if (size === Number.POSITIVE_INFINITY && steps === undefined)
    throw new Error(`${owner}: the dataset has no end; say how many batches to take: { ${option} }`);
};

/**
 * After this many batches the sums move to the host, sooner where batches are large: few enough for float32 sums to be
 * exact to a few of its last bits.
 */
export const batchesBetweenFolds = 256;

/** How many samples a batch has, as far as its tensors tell. */
export const samplesIn = (batch: unknown): number =>
  isRowBatch(batch) ? batch.rows.length : Math.max(0, ...tensorsIn(batch).map(({ shape }) => shape[0] ?? 0));

/**
 * Uses and frees every batch of one pass, or the first `steps` of it; `rest` folds sums now and then. When it is done,
 * or has failed, so is the device.
 */
export const forEachBatch = async <B>(
  owner: string,
  source: Dataset<B>,
  {
    steps,
    signal,
    pacer,
    use,
    rest,
    processes = 1,
  }: {
    steps?: number | undefined;
    signal?: AbortSignal | undefined;
    pacer?: Pacer;
    use(batch: Fed<B>): void;
    rest?(): Promise<void>;
    /** That have as many of each batch. */
    processes?: number | undefined;
  },
): Promise<void> => {
  const passes = createPasses(owner, source, { pass: 0, place: 0 }, signal, processes > 1);
  const breathe = createBreather();
  const plan = foldPlan(batchesBetweenFolds);
  let used = 0;
  try {
    for await (const batch of passes.epoch()) {
      try {
        if (plan.before(processes * samplesIn(batch))) await rest?.();
        use(batch);
      } finally {
        release(batch);
      }
      const room = pacer?.given();
      if (room !== undefined) await room;
      used += 1;
      if (used === steps) break;
      if (plan.after()) await rest?.();
      await breathe();
    }
    const drained = pacer?.drained();
    if (drained !== undefined) await drained;
  } catch (error) {
    await pacer?.drained()?.catch(() => undefined); // what the device reports late is not for the next run
    throw error;
  } finally {
    await passes.close();
  }
};

/** Where a run stands in its data. */
export interface Position {
  /** Counted from 0. */
  readonly pass: number;
  /** Batches of that pass that were used. */
  readonly place: number;
}

/** A dataset's passes one after the other, cut into epochs. */
export interface Passes<B> {
  /** Behind the batch that was given last. */
  readonly position: Position;
  /** One pass; with `steps`, that many batches, going on where the epoch before left off. */
  epoch(steps?: number): AsyncGenerator<Fed<B>, void>;
  /** Lets go of a pass that is not at its end. */
  close(): Promise<void>;
}

/** An abort is heard while the source keeps its reader waiting; what comes later is freed. */
export const createPasses = <B>(
  owner: string,
  source: Dataset<B>,
  first: Position,
  signal?: AbortSignal | undefined,
  mayBeEmpty = false,
): Passes<B> => {
  let { pass, place } = first;
  const began = pass;
  let current: AsyncIterator<B> | Iterator<RowBatch<B>> | undefined;

  const next = async (): Promise<IteratorResult<Fed<B>>> => {
    const coming = current!.next();
    if (!isComing(coming)) return coming;
    try {
      return await untilAborted(coming, signal);
    } catch (error) {
      coming.then(({ value }) => release(value)).catch(() => undefined);
      throw error;
    }
  };

  return {
    get position() {
      return { pass, place };
    },
    async *epoch(steps) {
      for (let taken = 0; taken < (steps ?? Number.POSITIVE_INFINITY); ) {
        const at = { pass, skip: place };
        current ??= rowsOf(source)?.(at) ?? source.iterate?.(at) ?? source[Symbol.asyncIterator]();
        const result = await next();
        if (!result.done) {
          taken += 1;
          place += 1;
          yield result.value;
          continue;
        }
        if (place === 0 && !mayBeEmpty) throw nothingThere(owner, pass - began);
        current = undefined;
        place = 0;
        pass += 1;
        if (steps === undefined) return;
      }
    },
    close: async () => {
      const open = current;
      current = undefined;
      const closed = open?.return?.();
      if (closed !== undefined && isComing(closed)) await soon(closed);
    },
  };
};

const isComing = <T, U>(result: Promise<IteratorResult<T>> | IteratorResult<U>): result is Promise<IteratorResult<T>> =>
  'then' in result;

const nothingThere = (owner: string, passesBefore: number): Error =>
  passesBefore === 0
    ? new Error(`${owner}: the dataset is empty: it gave no batch. Was it a generator, which can be read only once?`)
    : new Error(
        `${owner}: the dataset gave no batch in pass ${passesBefore + 1}. A generator can be read only once: give an object whose [Symbol.asyncIterator]() starts anew, such as pipe(fromArrays(...), batch(32))`,
      );
