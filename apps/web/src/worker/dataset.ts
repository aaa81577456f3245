import type { DataName, Spec } from '@kindling/app-common';
import { cifar10, type Labelled, type Split, shapes } from '@kindling/data';
import { Failed } from './failed.ts';

export interface Loaded {
  readonly name: DataName;
  readonly train: Split;
  readonly test: Split;
  readonly classNames: readonly string[];
  /** What to know of it: `not the official file`. */
  readonly note: string | undefined;
  /** Whether it is in the page's own storage. */
  readonly kept: boolean;
}

export interface Progress {
  readonly stage: 'download' | 'read';
  readonly loaded: number;
  readonly total: number | undefined;
  readonly bytesPerSecond: number;
}

export interface ImportOptions {
  readonly keep: boolean;
  /** Of the training pictures: those past it are not held. Default: all. */
  readonly pictures?: number | undefined;
  readonly signal: AbortSignal;
  onProgress(progress: Progress): void;
}

/** The pictures' own; a spec's seed is of training. */
const shapesSeed = 1;

/** What was imported in this visit. */
let held: (Labelled & { readonly note: string | undefined; readonly kept: boolean }) | undefined;

/**
 * The data of a spec: drawn, or what this page holds or keeps.
 *
 * @throws Failed, of kind `data`, where there is none
 */
export const openData = async ({ data, pictures, test }: Spec): Promise<Loaded> => {
  if (data === 'shapes') {
    const drawn = await shapes({ train: pictures, test, seed: shapesSeed });
    return { name: data, ...drawn, note: undefined, kept: false };
  }
  if (held === undefined)
    throw new Failed({ kind: 'data', sentence: 'CIFAR-10 is not on this device.', offers: [{ do: 'dismiss' }] });
  return { ...held, name: data, train: held.train.slice(0, pictures), test: held.test.slice(0, test) };
};

/**
 * Reads CIFAR-10 from an archive that was dropped, or from its address; from then on `openData` gives it.
 *
 * @throws Failed, of kind `archive`, `storage` or `memory`: nothing is kept, and what was there before still is
 * @throws the signal's reason when it is aborted
 */
export const importCifar10 = async (
  from: Blob | string,
  { keep, signal, onProgress }: ImportOptions,
): Promise<void> => {
  const labelled = await cifar10({
    ...(typeof from === 'string' ? { url: from } : { from }),
    cache: keep,
    signal,
    onProgress: (progress) => onProgress({ ...progress, bytesPerSecond: 0 }),
  });
  held = { ...labelled, note: undefined, kept: keep };
};
