// internal: the passes of a dataset of batches
import { foldPlan, release, tensorsIn } from '@kindling/core';
import { type Dataset, map, pipe } from '@kindling/data';
import { createBreather } from '../fit/breathe.ts';
import { requireBatch } from './requireBatch.ts';

export const isDataset = <T>(source: Dataset<T> | object): source is Dataset<T> =>
  typeof source === 'object' && source !== null && Symbol.asyncIterator in source;

/** The dataset, whose batches are looked at as they come. */
export const requireBatches = <B extends { readonly x: unknown }>(owner: string, source: Dataset<B>): Dataset<B> =>
  pipe(
    source,
    map((batch: B) => requireBatch(owner, batch)),
  );

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
export const samplesIn = (batch: unknown): number => Math.max(0, ...tensorsIn(batch).map(({ shape }) => shape[0] ?? 0));

/** Uses and frees every batch of one pass, or the first `steps` of it; `rest` folds sums now and then. */
export const forEachBatch = async <B>(
  owner: string,
  source: Dataset<B>,
  { steps, use, rest }: { steps?: number | undefined; use(batch: B): void; rest?(): Promise<void> },
): Promise<void> => {
  const passes = createPasses(owner, source, 0);
  const breathe = createBreather();
  const plan = foldPlan(batchesBetweenFolds);
  let used = 0;
  try {
    for await (const batch of passes.epoch()) {
      try {
        if (plan.before(samplesIn(batch))) await rest?.();
        use(batch);
      } finally {
        release(batch);
      }
      used += 1;
      if (used === steps) break;
      if (plan.after()) await rest?.();
      await breathe();
    }
  } finally {
    await passes.close();
  }
};

/** A dataset's passes one after the other, cut into epochs. */
export interface Passes<B> {
  /** One pass; with `steps`, that many batches, going on where the epoch before left off. */
  epoch(steps?: number): AsyncGenerator<B, void>;
  /** Lets go of a pass that is not at its end. */
  close(): Promise<void>;
}

export const createPasses = <B>(owner: string, source: Dataset<B>, first: number): Passes<B> => {
  let pass = first;
  let current: AsyncIterator<B> | undefined;
  return {
    async *epoch(steps) {
      let fresh = current === undefined;
      for (let taken = 0; taken < (steps ?? Number.POSITIVE_INFINITY); ) {
        current ??= source.iterate?.({ pass }) ?? source[Symbol.asyncIterator]();
        const next = await current.next();
        if (!next.done) {
          fresh = false;
          taken += 1;
          yield next.value;
          continue;
        }
        if (fresh) throw nothingThere(owner, pass - first);
        current = undefined;
        fresh = true;
        pass += 1;
        if (steps === undefined) return;
      }
    },
    close: async () => {
      const open = current;
      current = undefined;
      await open?.return?.();
    },
  };
};

const nothingThere = (owner: string, passesBefore: number): Error =>
  passesBefore === 0
    ? new Error(`${owner}: the dataset is empty: it gave no batch. Was it a generator, which can be read only once?`)
    : new Error(
        `${owner}: the dataset gave no batch in pass ${passesBefore + 1}. A generator can be read only once: give an object whose [Symbol.asyncIterator]() starts anew, such as pipe(fromArrays(...), batch(32))`,
      );
