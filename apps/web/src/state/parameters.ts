import { count } from '../copy/numbers.ts';
import type { Described } from '../worker/protocol.ts';

/** What the library counts, by the rows that the page shows; undefined where it has not counted such a model yet. */
export interface Counts {
  readonly flatten: number | undefined;
  /** Of the dense layers in their order, the last one too. */
  readonly dense: readonly (number | undefined)[];
}

/** Of a description, for a model of so many hidden layers. */
export const countsOf = (described: Described | undefined, hidden: number): Counts => {
  const of = (kind: string): number[] =>
    (described?.rows ?? [])
      .filter((row) => row.kind.toLowerCase().startsWith(kind))
      .map(({ parameters }) => parameters);
  const dense = of('dense');
  // What is described may still be the model before: its numbers are of other layers.
  const isOfThis = dense.length === hidden + 1;
  return {
    flatten: of('flatten')[0],
    dense: Array.from({ length: hidden + 1 }, (_, index) => (isOfThis ? dense[index] : undefined)),
  };
};

export const countText = (value: number | undefined, unknown: string): string =>
  value === undefined ? unknown : count(value);
