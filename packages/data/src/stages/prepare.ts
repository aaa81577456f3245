import { functionOption, mapRowBatch, type RowBatch } from '@kindling/core';
import type { Stage } from '../dataset/dataset.ts';
import { requireDataset } from '../dataset/requireDataset.ts';
import { rowsOf, withRows } from '../dataset/rows.ts';
import { map } from './map.ts';

/**
 * Every batch made over by a pure `f`: what it gives hangs on the batch alone, and is made of tensors by operations on
 * tensors. `map` takes any function; this one may be run as a part of the training step. Over arrays on the host,
 * batches then reach an engine that compiles (`jit` of `@kindling/jit`) as row numbers: it copies the rows to where its
 * step reads them, bytes as bytes. Everywhere else it does what `map` does.
 *
 * So `f` draws no random numbers, counts nothing, asks for nothing that changes, such as a variable of a callback, and
 * keeps the number of rows: a compiled step does again what `f` did while it was recorded, every time. What is not
 * pure belongs in `map`. Numbers that differ from one recording to the next are found out, and the step then runs as
 * it comes; other ways of its own are not. Write it once, beside the dataset: each new function is compiled anew.
 *
 * @throws TypeError unless `f` is a function; while reading, where it gives a promise
 * @example
 * ```ts
 * import { batch, fromArrays, normalize, oneHot, pipe, prepare, shapes, shuffle } from '@kindling/data';
 *
 * const { train } = await shapes({ train: 64, test: 8 });
 * const rows = pipe(fromArrays(train), shuffle({ seed: 1 }), batch(32));
 * const batches = pipe(rows, prepare(({ x, y }) => ({ x: normalize(x), y: oneHot(y, 10) })));
 * ```
 */
export const prepare = <A, B>(f: (batch: A) => B): Stage<A, B> => {
  functionOption().read('prepare', 'f', f);
  return (source) => {
    requireDataset('prepare', source);
    const rows = rowsOf(source);
    const batches = map((batch: A) => requireMade(f(batch)))(source);
    return rows === undefined ? batches : withRows(batches, (pass) => prepared(rows(pass), f));
  };
};

function* prepared<A, B>(batches: Iterable<RowBatch<A>>, f: (batch: A) => B): Generator<RowBatch<B>, void, undefined> {
  for (const batch of batches) {
    const next = mapRowBatch(batch, f);
    yield { ...next, make: (columns) => requireMade(next.make(columns)) };
  }
}

const requireMade = <B>(made: B): B => {
  if (!(made instanceof Promise)) return made;
  made.catch(() => undefined);
  throw new TypeError('prepare: the function must give its batch at once, got a promise; map takes an async one');
};
