import { flag, readOptions, release, requirePositiveInteger, show, withDefault } from '@kindling/core';
import { Tensor, type TensorContainerObject, tidy } from '@tensorflow/tfjs-core';
import type { Batchable, Batched } from '../dataset/batched.ts';
import { begin } from '../dataset/begin.ts';
import { type Dataset, dataset } from '../dataset/dataset.ts';
import { tableOf } from '../dataset/table.ts';
import { stack } from '../host/column.ts';
import { isHostArray } from '../host/hostArray.ts';

export interface BatchOptions {
  /** Leave out a last batch of fewer elements. Default: false. */
  readonly dropRemainder?: boolean | undefined;
}

/**
 * Elements `{ x, y }` of numbers and host arrays, or of records of these, gathered into tensors `[size, ...]`; the last
 * batch holds what is left.
 *
 * A tensor's type follows its array's: Float32Array gives float32, Int32Array int32. Bytes give int32 where a row is
 * one byte (a label) and float32 of 0 to 255 where it is more (a picture), which is what backends compute with. Plain
 * numbers made on the way, by `map` or a dataset of your own, give float32. `fromArrays` can say otherwise by column.
 *
 * Rows of arrays are gathered by number: one copy a row, nothing awaited in between. Tensors are the reader's to
 * dispose of.
 *
 * @throws RangeError unless `size` is a positive integer; TypeError or Error for other options
 * @throws Error while reading, for elements that are not records of numbers and host arrays, or of differing shapes
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
    const table = tableOf(source);
    const count = source.size === undefined ? undefined : source.size / size;
    return dataset({
      size: count === undefined ? undefined : dropRemainder ? Math.floor(count) : Math.ceil(count),
      iterate: ({ pass, skip }) => {
        const place = { pass, skip: skip * size };
        return table === undefined
          ? stacked(begin(source, place), size, dropRemainder)
          : gathered(table.order(pass, place.skip), size, dropRemainder, table.gather);
      },
    });
  };
};

const batchOptions = { dropRemainder: withDefault(flag, false) };

async function* gathered<B>(
  numbers: Iterable<number>,
  size: number,
  dropRemainder: boolean,
  gather: (numbers: readonly number[]) => B,
): AsyncGenerator<B, void, undefined> {
  let some: number[] = [];
  for (const number of numbers) {
    some.push(number);
    if (some.length < size) continue;
    yield gather(some);
    some = [];
  }
  if (some.length > 0 && !dropRemainder) yield gather(some);
}

async function* stacked<T>(
  elements: AsyncIterable<T>,
  size: number,
  dropRemainder: boolean,
): AsyncGenerator<Batched<T>, void, undefined> {
  let some: T[] = [];
  for await (const element of elements) {
    some.push(element);
    if (some.length < size) continue;
    yield stackAll(some);
    some = [];
  }
  if (some.length > 0 && !dropRemainder) yield stackAll(some);
}

const stackAll = <T>(elements: readonly T[]): Batched<T> => {
  try {
    return tidy(() => stackRecords('', elements.map(recordOf)) as TensorContainerObject) as Batched<T>;
  } catch (error) {
    release(elements);
    throw error;
  }
};

type Fields = Readonly<Record<string, unknown>>;

const stackRecords = (path: string, records: readonly Fields[]): Fields =>
  Object.fromEntries(
    Object.keys(records[0]!).map((name) => {
      const values = records.map((record) => record[name]);
      const label = `${path}${name}`;
      return [name, values.every(isRecord) ? stackRecords(`${label}.`, values) : stack(label, values)];
    }),
  );

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !(value instanceof Tensor) && !isHostArray(value);

const recordOf = (element: unknown): Fields => {
  if (isRecord(element)) return { ...element };
  throw new TypeError(`batch: elements must be records such as { x, y }, got ${show(element)}`);
};
