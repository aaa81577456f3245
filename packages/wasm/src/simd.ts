// internal: what this engine can do
import { f32x4 } from './assembler/vectors.ts';
import { createModule, type Simd } from './assembler/module.ts';

/** Whether the engine takes a module with relaxed SIMD's fused multiply-add. */
const hasRelaxedMadd = (): boolean => {
  const module = createModule({ shared: false, simd: { relaxed: true, wide: false } });
  module.func('probe', { p: 'i32' }, (f, { p }) => {
    const one = f32x4.splat(1);
    f.store(p, f32x4.relaxedMadd(one, one, one));
  });
  return WebAssembly.validate(module.bytes());
};

export const detectSimd = (): Simd => ({ relaxed: hasRelaxedMadd(), wide: false });
