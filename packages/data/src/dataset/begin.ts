// internal: how stages read the dataset before them

import { release } from '@kindling/core';
import type { Dataset } from './dataset.ts';
import type { Pass } from './pass.ts';

type Place = { readonly [K in keyof Pass]-?: number };

/** A pass over any dataset: of one that cannot begin in the middle, the elements before are read and freed. */
export const begin = <T>(source: Dataset<T>, place: Place): AsyncIterableIterator<T> =>
  source.iterate?.(place) ?? after(source, place.skip);

/** What comes after the first `count` elements, which are freed. */
export async function* after<T>(elements: AsyncIterable<T>, count: number): AsyncGenerator<T, void, undefined> {
  let left = count;
  for await (const element of elements) {
    if (left === 0) yield element;
    else {
      left -= 1;
      release(element);
    }
  }
}
