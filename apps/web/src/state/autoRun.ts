import type { DataName } from '@kindling/app-common';

/** What decides whether the page may begin to learn unasked. */
export interface Visit {
  readonly isFirst: boolean;
  /** `#autorun=0` forbids it. */
  readonly allowed: boolean;
  readonly isShared: boolean;
  /** A run of an earlier visit is there. */
  readonly isKept: boolean;
  /** The visitor asks pages to be sparing: `saveData`, `prefers-reduced-data`. */
  readonly isSparing: boolean;
  /** Something has the focus: a button must not change under a finger that is about to press it. */
  readonly isInUse: boolean;
  readonly data: DataName;
}

/** Once for each visitor, with what needs no download, and only where nothing speaks against it. */
export const mayAutoRun = ({ isFirst, allowed, isShared, isKept, isSparing, isInUse, data }: Visit): boolean =>
  isFirst && allowed && !isShared && !isKept && !isSparing && !isInUse && data === 'shapes';

/** Milliseconds of work that the page may take unasked. */
export const mostUnasked = 8000;

interface Connection {
  readonly connection?: { readonly saveData?: boolean };
}

export const isSparing = (): boolean =>
  (navigator as Navigator & Connection).connection?.saveData === true ||
  matchMedia('(prefers-reduced-data: reduce)').matches;
