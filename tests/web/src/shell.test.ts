import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { expectCalm, inDemo } from './demo.ts';
import { firstFrame, silence } from './firstFrame.ts';

/** Runs on the page before it begins: sums up what moves by itself. */
const watchShifts = (): void => {
  const seen = { moved: 0 };
  Object.assign(globalThis, { seen });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.moved += (entry as PerformanceEntry & { value: number }).value;
  }).observe({ type: 'layout-shift', buffered: true });
};

inDemo((demo) => {
  test('what comes with the page is its first frame; if not, run tests/web/src/shell.ts', async () => {
    const { page } = await demo.open({ hash: 'autorun=0', before: silence });
    const first = await firstFrame(page);
    expect(readFileSync(join(inject('site'), 'index.html'), 'utf8').includes(first), first).toBe(true);
  });

  test.each([
    [1280, 720],
    [800, 900],
    [390, 844],
  ])('nothing moves when scripts take the first frame over, %i pixels wide', async (width, height) => {
    const opened = await demo.open({
      state: 'starting',
      hash: 'autorun=0',
      context: { viewport: { width, height } },
      before: (context) => context.addInitScript(watchShifts),
    });
    const { page } = opened;
    await page.locator('#app:not([inert]) .bar-main').waitFor();
    await page.getByRole('region', { name: /first layer/i }).waitFor({ state: 'attached' });
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 100))));
    expect(await page.locator('.page').count()).toBe(1);
    expect(await page.evaluate(() => (globalThis as unknown as { seen: { moved: number } }).seen.moved)).toBeLessThan(
      0.01,
    );
    expectCalm(opened);
  });
});
