import type { DataName } from './spec.ts';

export interface Range {
  readonly least: number;
  readonly most: number;
}

/** What a page and a small device bear, and where a number stops making sense. */
export const limits = {
  units: { least: 1, most: 2048 },
  hiddenLayers: { least: 0, most: 6 },
  batch: { least: 8, most: 512 },
  epochs: { least: 1, most: 100 },
  learningRate: { least: 1e-7, most: 1000 },
} as const satisfies Readonly<Record<string, Range>>;

/** How many pictures there may be, to train on and to test with. */
export const pictureLimits: Readonly<Record<DataName, { readonly pictures: Range; readonly test: Range }>> = {
  shapes: { pictures: { least: 10, most: 20_000 }, test: { least: 10, most: 10_000 } },
  cifar10: { pictures: { least: 10, most: 50_000 }, test: { least: 10, most: 10_000 } },
};
