import { flag, readOptions, release, requirePositiveInteger, withDefault } from '@kindling/core';
import { type TensorContainerObject, tidy } from '@tensorflow/tfjs-core';
import type { Batchable, Batched } from '../dataset/batched.ts';
import { begin } from '../dataset/begin.ts';
import { type Dataset, dataset } from '../dataset/dataset.ts';
import { placeOf } from '../dataset/place.ts';
import { requireDataset } from '../dataset/requireDataset.ts';
import { withRows } from '../dataset/rows.ts';
import { tableOf } from '../dataset/table.ts';
import { requireTypes, stackRecords, type Types, typesOf } from '../host/stack.ts';

export interface BatchOptions {
  /** Leave out a last batch of fewer elements. Default: false. */
  readonly dropRemainder?: boolean | undefined;
}

/**
 * Elements `{ x, y }` of numbers, arrays and lists, or of records of these, gathered into tensors `[size, ...]`; the
 * last batch holds what is left.
 *
 * A tensor's type follows its array's: Float32Array gives float32, Int32Array int32. Bytes give int32 where a row is
 * one byte (a label) and float32 of 0 to 255 where it is more (a picture), which is what backends compute with. Plain
 * numbers and lists made on the way, by `map` or a dataset of your own, give float32. All elements of a pass must have
 * the same fields, each of one type. `fromArrays` can say otherwise by column.
 *
 * Rows of arrays are gathered by number: one copy a row, nothing awaited in between. Tensors are the reader's to
 * dispose of.
 *
 * @throws RangeError unless `size` is a positive integer; TypeError or Error for other options
 * @throws Error while reading, for elements that are not records of numbers and arrays, or that differ in fields,
 *   types or shapes
 * @example
 * ```ts
 * import { batch, fromArrays, pipe, shapes } from '@kindling/data';
 * import { dispose } from '@tensorflow/tfjs-core';
 *
 * const { train } = await shapes({ train: 64, test: 8 });
 * for await (const { x, y } of pipe(fromArrays(train), batch(32))) {
 *   // x: float32 [32, 32, 32, 3], y: int32 [32]
 *   dispose([x, y]);
 * }
 * ```
 */
export const batch = (
  size: number,
  options?: BatchOptions,
): (<T extends { readonly [K in keyof T]: Batchable }>(source: Dataset<T>) => Dataset<Batched<T>>) => {
  requirePositiveInteger('batch', 'size', size);
  const { dropRemainder } = readOptions('batch', batchOptions, options);
  return <T>(source: Dataset<T>) => {
    requireDataset('batch', source);
    const table = tableOf(source);
    const count = source.size === undefined ? undefined : source.size / size;
    const batches = dataset<Batched<T>>({
      size: count === undefined ? undefined : dropRemainder ? Math.floor(count) : Math.ceil(count),
      iterate: ({ pass, skip }) => {
        const place = { pass, skip: skip * size };
        return table === undefined
          ? stacked(begin(source, place), size, dropRemainder)
          : awaited(cut(table.order(pass, place.skip), size, dropRemainder, table.gather));
      },
    });
    const made = table?.rowBatch;
    if (table === undefined || made === undefined) return batches;
    return withRows(batches, (place) => {
      const { pass, skip } = placeOf(place);
      return cut(table.order(pass, skip * size), size, dropRemainder, made);
    });
  };
};

const batchOptions = { dropRemainder: withDefault(flag, false) };

function* cut<B>(
  numbers: Iterable<number>,
  size: number,
  dropRemainder: boolean,
  made: (numbers: readonly number[]) => B,
): Generator<B, void, undefined> {
  let some: number[] = [];
  for (const number of numbers) {
    some.push(number);
    if (some.length < size) continue;
    yield made(some);
    some = [];
  }
  if (some.length > 0 && !dropRemainder) yield made(some);
}

async function* awaited<B>(elements: Iterable<B>): AsyncGenerator<B, void, undefined> {
  yield* elements;
}

async function* stacked<T>(
  elements: AsyncIterable<T>,
  size: number,
  dropRemainder: boolean,
): AsyncGenerator<Batched<T>, void, undefined> {
  let some: T[] = [];
  let first: Types | undefined;
  const next = (): Batched<T> => {
    const made = stackAll(some, first);
    first ??= typesOf(made);
    some = [];
    return made;
  };
  for await (const element of elements) {
    some.push(element);
    if (some.length === size) yield next();
  }
  if (some.length > 0 && !dropRemainder) yield next();
}

/** @param before the types of the batches before, which this one's must be */
const stackAll = <T>(elements: readonly T[], before: Types | undefined): Batched<T> => {
  try {
    return tidy(() => {
      const made = stackRecords(elements);
      if (before !== undefined) requireTypes(before, typesOf(made));
      return made as TensorContainerObject;
    }) as Batched<T>;
  } catch (error) {
    release(elements);
    throw error;
  }
};
