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
  it('is one of a few tiles, and never wide by itself', () => {
    const simd = measureSimd();
    expect(simd.relaxed).toBe(hasRelaxedMadd());
    expect(simd.wide).toBe(false);
    expect(['4 x 2', '6 x 2', '4 x 4']).toContain(`${simd.tile.rows} x ${simd.tile.vectors}`);
  });
});

describe('wide vectors', () => {
  it('are taken where they are clearly faster', () => {
    const wide = { ...narrow, wide: true, tile: { rows: 6, vectors: 4 } };
    expect(measureWide(narrow, compile, () => [0.8, 1])).toEqual(wide);
  });

  it('are looked at again where a busy machine may have hidden it', () => {
    const looks = [
      [1, 1],
      [0.6, 1],
    ];
    expect(measureWide(narrow, compile, () => looks.shift()!)).toMatchObject({ wide: true });
    expect(looks).toEqual([]);
  });

  it('are not where they are hardly faster', () => {
    expect(measureWide(narrow, compile, () => [0.9, 1])).toBe('it is not faster on this processor');
  });

  it('are not where nothing is: each has its turns by the clock', () => {
    let clock = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => clock++);
    expect(measureWide(narrow, compile)).toBe('it is not faster on this processor');
  });

  it('are not where any bit of a product is another', () => {
    expect(measureWide(narrow, wrong)).toBe('a product of [24, 128] and [128, 96] came out differently');
  });
});
