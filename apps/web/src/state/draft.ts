import type { ActivationChoice, DataName, OptimizerChoice, Spec } from '@kindling/app-common';

/** A number, or what somebody has typed of one so far. */
export type Typed = number | string;

export interface LayerDraft {
  readonly units: Typed;
  readonly activation: ActivationChoice;
}

/** What stands in the fields, as it was typed. */
export interface Draft {
  readonly data: DataName;
  readonly pictures: number;
  readonly test: number;
  readonly layers: readonly LayerDraft[];
  readonly optimizer: OptimizerChoice;
  readonly learningRate: Typed;
  readonly batch: Typed;
  readonly epochs: Typed;
  readonly seed: Typed;
}

/** The fields that hold one number, beside those of layers. */
export type NumberField = 'learningRate' | 'batch' | 'epochs' | 'seed';

export const mostLayers = 6;

/** A new layer is like the last one, which the smallest pictures and the book's both take well. */
const newLayer: LayerDraft = { units: 100, activation: 'relu' };

export const draftOf = ({ rates: _, ...spec }: Spec): Draft => spec;

export const withLayer = (draft: Draft): Draft => ({ ...draft, layers: [...draft.layers, newLayer] });

export const withoutLayer = (draft: Draft, index: number): Draft => ({
  ...draft,
  layers: draft.layers.filter((_, other) => other !== index),
});

export const changedLayer = (draft: Draft, index: number, change: Partial<LayerDraft>): Draft => ({
  ...draft,
  layers: draft.layers.map((layer, other) => (other === index ? { ...layer, ...change } : layer)),
});

/** One place up or down; the first goes no higher, the last no lower. */
export const movedLayer = (draft: Draft, index: number, by: -1 | 1): Draft => {
  const layers = [...draft.layers];
  const other = layers[index + by];
  if (other === undefined) return draft;
  [layers[index], layers[index + by]] = [other, layers[index]!];
  return { ...draft, layers };
};

/** What is no number yet stays as typed, so that the library's words can quote it. */
const numberOf = (typed: Typed): unknown => {
  if (typeof typed === 'number') return typed;
  const number = typed.trim() === '' ? Number.NaN : Number(typed.replace(/[,_\s]/g, ''));
  return Number.isNaN(number) ? typed : number;
};

/** As a spec, for `readSpec` to check: anything may stand where a number should. */
export const specOf = (draft: Draft) => ({
  ...draft,
  rates: [],
  layers: draft.layers.map(({ units, activation }) => ({ units: numberOf(units), activation })),
  learningRate: numberOf(draft.learningRate),
  batch: numberOf(draft.batch),
  epochs: numberOf(draft.epochs),
  seed: numberOf(draft.seed),
});
