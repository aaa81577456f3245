import { afterEach, describe, expect, it, vi } from 'vitest';
import { createModule } from './assembler/module.ts';
import { type Compile, compile, hasRelaxedMadd, measureSimd, measureWide, narrow } from './simd.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** An engine that compiles something else. */
const wrong: Compile = () => {
  const module = createModule({ shared: false, simd: narrow });
  module.func('run', {}, () => undefined);
  return compile(module.bytes());
};

describe('what the engine can do', () => {
  it('is found in well under a second, and never wide by itself', () => {
    const start = performance.now();
    const simd = measureSimd();
    expect(performance.now() - start).toBeLessThan(1000);
    expect(simd.relaxed).toBe(hasRelaxedMadd());
    expect(simd.wide).toBe(false);
    expect(['4 x 2', '6 x 2', '4 x 4']).toContain(`${simd.tile.rows} x ${simd.tile.vectors}`);
  });
});

describe('wide vectors', () => {
  it('are taken where they are faster', () => {
    const slow = { ...narrow, tile: { rows: 1, vectors: 1 } };
    expect(measureWide(slow, compile)).toEqual({ ...narrow, wide: true, tile: { rows: 6, vectors: 4 } });
  });

  it('are not where they are not faster', () => {
    let clock = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => clock++);
    expect(measureWide(narrow, compile)).toBe('it is not faster on this processor');
  });

  it('are not where any bit of a product is another', () => {
    expect(measureWide(narrow, wrong)).toBe('a product of [24, 128] and [128, 96] came out differently');
  });
});
