// internal: any source as passes over batches
import { permutation, release, show } from '@kindling/core';
import type { Dataset } from '@kindling/data';
import { createBreather } from '../fit/breathe.ts';
import type { Table } from './arrays.ts';

/** Batches, as often as asked for. Every batch is the receiver's, to be disposed of. */
export interface Feeding<B> {
  /** Batches in a pass, where known. */
  readonly size: number | undefined;
  pass(pass: number): AsyncIterator<B>;
}

export const isDataset = <T>(source: Dataset<T> | object): source is Dataset<T> =>
  typeof source === 'object' && source !== null && Symbol.asyncIterator in source;

export const feedDataset = <B extends { readonly x: unknown }>(owner: string, dataset: Dataset<B>): Feeding<B> =>
  mapFeeding(
    {
      size: dataset.size,
      pass: (pass) => dataset.iterate?.({ pass }) ?? dataset[Symbol.asyncIterator](),
    },
    (batch) => requireBatch(owner, batch),
  );

/** Refuses what is no record of `x` and whatever else there is. */
export const requireBatch = <B extends { readonly x: unknown }>(owner: string, batch: B): B => {
  if (typeof batch === 'object' && batch !== null && 'x' in batch) return batch;
  throw new TypeError(`${owner}: a batch must be { x, y }, got ${show(batch)}`);
};

/** Refuses a pass without an end, unless the option says how many batches to take of it. */
export const requireEnd = (
  owner: string,
  { size }: Pick<Feeding<unknown>, 'size'>,
  option: string,
  steps: number | undefined,
): void => {
  if (size === Number.POSITIVE_INFINITY && steps === undefined)
    throw new Error(`${owner}: the dataset has no end; say how many batches to take: { ${option} }`);
};

export interface TableOptions {
  readonly batchSize: number;
  /** Which rows: from the first to before the last. */
  readonly from?: number;
  readonly to?: number;
  /** Absent, rows come in their order; else in one that is a function of this seed and of the pass. */
  readonly shuffleSeed?: number | undefined;
}

export const feedTable = <B>(
  table: Table<B>,
  { batchSize, from = 0, to = table.rows, shuffleSeed }: TableOptions,
): Feeding<B> => ({
  size: Math.ceil((to - from) / batchSize),
  async *pass(pass) {
    const order =
      shuffleSeed === undefined
        ? Int32Array.from({ length: to - from }, (_, i) => i)
        : permutation(to - from, shuffleSeed, pass);
    for (let start = 0; start < order.length; start += batchSize) {
      yield table.batch(order.subarray(start, start + batchSize).map((row) => row + from));
    }
  },
});

/** The same passes, with each batch made over; `f` is given its batch to keep, unless it throws. */
export const mapFeeding = <A, B>({ size, pass }: Feeding<A>, f: (batch: A) => B): Feeding<B> => ({
  size,
  pass: (number) => {
    const source = pass(number);
    return {
      next: async () => {
        const next = await source.next();
        if (next.done) return { done: true, value: undefined };
        try {
          return { done: false, value: f(next.value) };
        } catch (error) {
          release(next.value);
          throw error;
        }
      },
      return: async () => {
        await source.return?.();
        return { done: true, value: undefined };
      },
    };
  },
});

/** After so many batches the sums move to the host: few enough for float32 sums to be exact to a few of its last bits. */
export const batchesBetweenFolds = 256;

/** Uses and frees every batch of one pass, or the first `steps` of it; `rest` has its turn now and then. */
export const forEachBatch = async <B>(
  owner: string,
  feeding: Feeding<B>,
  { steps, use, rest }: { steps?: number | undefined; use(batch: B): void; rest?(): Promise<void> },
): Promise<void> => {
  const passes = createPasses(owner, feeding, 0);
  const breathe = createBreather();
  let used = 0;
  try {
    for await (const batch of passes.epoch()) {
      try {
        use(batch);
      } finally {
        release(batch);
      }
      used += 1;
      if (used === steps) break;
      if (used % batchesBetweenFolds === 0) await rest?.();
      await breathe();
    }
  } finally {
    await passes.close();
  }
};

/** A feeding's passes one after the other, cut into epochs. */
export interface Passes<B> {
  /** One pass; with `steps`, that many batches, going on where the epoch before left off. */
  epoch(steps?: number): AsyncGenerator<B, void>;
  /** Lets go of a pass that is not at its end. */
  close(): Promise<void>;
}

export const createPasses = <B>(owner: string, feeding: Feeding<B>, first: number): Passes<B> => {
  let pass = first;
  let current: AsyncIterator<B> | undefined;
  return {
    async *epoch(steps) {
      let fresh = current === undefined;
      for (let taken = 0; taken < (steps ?? Number.POSITIVE_INFINITY); ) {
        current ??= feeding.pass(pass);
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
