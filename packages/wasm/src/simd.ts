// internal: what this engine can do

import { createModule, type Simd } from './assembler/module.ts';
import { f32x4 } from './assembler/vectors.ts';

/** Sixteen registers of four numbers: eight hold the tile, five its operands. */
export const narrow: Simd = { relaxed: false, wide: false, tile: { rows: 4, vectors: 2 } };

/** Whether the engine takes a module with relaxed SIMD's fused multiply-add. */
const hasRelaxedMadd = (): boolean => {
  const module = createModule({ shared: false, simd: { ...narrow, relaxed: true } });
  module.func('probe', { p: 'i32' }, (f, { p }) => {
    const one = f32x4.splat(1);
    f.store(p, f32x4.relaxedMadd(one, one, one));
  });
  return WebAssembly.validate(module.bytes());
};

export const detectSimd = (): Simd => ({ ...narrow, relaxed: hasRelaxedMadd() });
