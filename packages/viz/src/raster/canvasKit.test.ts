import { expect, test } from 'vitest';
import { loadRasterizer } from './canvasKit.ts';

test('both fonts have a glyph for every letter the plots write themselves', async () => {
  const { regular, medium } = await loadRasterizer();
  for (const typeface of [regular, medium]) {
    const glyphs = typeface.getGlyphIDs('AZaz09 .,%=()–−…é×≥?');
    expect(glyphs).toHaveLength(20);
    expect([...glyphs]).not.toContain(0);
  }
});

test('it is loaded once, and leaves the process as it was', async () => {
  const before = process.eventNames();
  expect(await loadRasterizer()).toBe(await loadRasterizer());
  expect(process.eventNames()).toEqual(before);
});
