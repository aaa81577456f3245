import { bookSpec } from '@kindling/app-common';
import { computed } from '@preact/signals';
import { count } from '../copy/numbers.ts';
import type { Described } from '../worker/protocol.ts';
import { described, plan } from './plan.ts';

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

/** The book's network has so many, as the library says once it is asked. */
const ofTheBook = 646_260;

/** What the page says in its first line before it is asked is true of the book's network. */
export const leadParameters = computed(() => {
  if (described.value !== undefined) return described.value.parameters;
  return JSON.stringify(plan.value.layers) === JSON.stringify(bookSpec.layers) ? ofTheBook : undefined;
});
