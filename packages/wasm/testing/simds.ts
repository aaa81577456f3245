import type { Simd } from '../src/assembler/module.ts';
import { hasRelaxedMadd } from '../src/simd.ts';

const tiles = [
  { rows: 4, vectors: 2 },
  { rows: 6, vectors: 2 },
  { rows: 6, vectors: 4 },
  { rows: 4, vectors: 4 },
  { rows: 2, vectors: 4 },
] as const;

/** Of every shape of tile, with a rounding of each product or, where this engine can, without. */
export const simdsOf = (relaxed: boolean): readonly Simd[] => tiles.map((tile) => ({ relaxed, wide: false, tile }));

export const roundings: readonly boolean[] = hasRelaxedMadd() ? [false, true] : [false];
