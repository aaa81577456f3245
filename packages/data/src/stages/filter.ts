import { functionOption, release, show } from '@kindling/core';
import { after, begin } from '../dataset/begin.ts';
import { dataset, type Stage } from '../dataset/dataset.ts';
import { requireDataset } from '../dataset/requireDataset.ts';
import { fromTable, isOnHost, skipping, tableOf } from '../dataset/table.ts';

/**
 * The elements for which `f` is true; tensors of the others are disposed of.
 *
 * @throws TypeError unless `f` is a function; while reading, when `f` gives anything but true or false (a promise would
 *   always count as true)
 * @example
 * ```ts
 * import { filter, fromArrays, pipe, shapes } from '@kindling/data';
 *
 * const { train } = await shapes({ train: 64, test: 8 });
 * pipe(fromArrays(train), filter(({ y }) => y < 2)); // the first two classes alone
 * ```
 */
export const filter = <A>(f: (element: A) => boolean): Stage<A, A> => {
  functionOption().read('filter', 'f', f);
  return (source) => {
    requireDataset('filter', source);
    const table = tableOf(source);
    if (isOnHost(table)) {
      const chosenOf = function* (pass: number) {
        for (const number of table.order(pass, 0)) if (decided(f, table.row(number))) yield number;
      };
      return fromTable({ ...table, order: (pass, skip) => skipping(chosenOf(pass), skip) }, undefined);
    }
    return dataset({ iterate: ({ pass, skip }) => after(chosen(begin(source, { pass, skip: 0 }), f), skip) });
  };
};

async function* chosen<A>(elements: AsyncIterable<A>, f: (element: A) => boolean): AsyncGenerator<A, void, undefined> {
  for await (const element of elements) {
    let keep = false;
    try {
      keep = decided(f, element);
    } finally {
      if (!keep) release(element);
    }
    if (keep) yield element;
  }
}

const decided = <A>(f: (element: A) => boolean, element: A): boolean => {
  const answer: unknown = f(element);
  if (typeof answer !== 'boolean')
    throw new TypeError(`filter: the function must give true or false, got ${show(answer)}`);
  return answer;
};
