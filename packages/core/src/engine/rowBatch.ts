import type { Tensor } from '@tensorflow/tfjs-core';

const mark: unique symbol = Symbol('row batch');

/** Numbers on the host, in rows. */
export interface RowColumn {
  /** Of one row. */
  readonly shape: readonly number[];
  /** Of the tensor that rows become. */
  readonly dtype: 'float32' | 'int32' | 'bool';
  /** Whether `copy` writes bytes, which are made `dtype` on the device; else it writes numbers of `dtype`. */
  readonly isBytes: boolean;
  /** Writes these rows one after the other: into bytes, or an array of `dtype`; bools are bytes. */
  copy(rows: readonly number[], into: Float32Array | Int32Array | Uint8Array): void;
  /** These rows as a tensor, the caller's own. */
  gather(rows: readonly number[]): Tensor;
}

/** What `rowBatch` is given. */
export interface RowBatchParts<out B> {
  readonly columns: readonly RowColumn[];
  /** The numbers of its rows. */
  readonly rows: readonly number[];
  /** The batch, of the gathered columns in their order: the same for the same numbers, and made of tensors alone. */
  make(columns: readonly Tensor[]): B;
  /** The same text for batches that are made the same way, of columns alike: they share a compiled step. */
  readonly madeBy: string;
}

/**
 * A batch that nobody has gathered yet: rows of columns on the host, and a pure function of them. An engine may copy
 * the rows to where it wants them, and run the function as a part of its step; `gathered` does both at once.
 */
export interface RowBatch<out B> extends RowBatchParts<B> {
  readonly [mark]: true;
}

/** A batch as it is fed: of tensors, or of rows to gather. */
export type Fed<B> = B | RowBatch<B>;

/** A batch that others gather. */
export const rowBatch = <B>(parts: RowBatchParts<B>): RowBatch<B> => ({ ...parts, [mark]: true });

/** Whether a batch is one that others gather. */
export const isRowBatch = <B>(batch: Fed<B>): batch is RowBatch<B> =>
  typeof batch === 'object' && batch !== null && mark in batch;

/** The batch itself; of a row batch, new tensors. Call it in a scope: what is made on the way stays. */
export const gathered = <B>(batch: Fed<B>): B =>
  isRowBatch(batch) ? batch.make(batch.columns.map((column) => column.gather(batch.rows))) : batch;

const names = new WeakMap<(batch: never) => unknown, string>();
let named = 0;

/** The row batch made over by a pure function: one that gives the same for the same, and keeps nothing. */
export const mapRowBatch = <A, B>(batch: RowBatch<A>, f: (batch: A) => B): RowBatch<B> => {
  const name = names.get(f) ?? `f${named++}`;
  names.set(f, name);
  return {
    ...batch,
    make: (columns) => f(batch.make(columns)),
    madeBy: `${name}(${batch.madeBy})`,
  };
};
