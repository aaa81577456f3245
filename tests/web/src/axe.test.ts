import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from 'vitest';
import { inDemo } from './demo.ts';
import { settle, type ViewName, viewOf } from './views.ts';

const views: readonly ViewName[] = ['first', 'running', 'paused', 'done', 'failed', 'inspector', 'drawing', 'code'];
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

inDemo((demo) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.each(views)(`%s has nothing that axe finds, ${colorScheme}`, async (name) => {
      const view = viewOf(name);
      const { page } = await demo.open({
        hash: 'autorun=0',
        state: view.state,
        context: { colorScheme, reducedMotion: 'reduce' },
      });
      await view.open?.(page);
      await settle(page);
      const { violations } = await new AxeBuilder({ page: page as never }).withTags(tags).analyze();
      const found = violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`),
      );
      expect(found).toEqual([]);
    });
  }

  test('at 400 % zoom nothing scrolls sideways but what says so', async () => {
    // 1280 pixels at 400 % are 320.
    const { page } = await demo.open({
      hash: 'autorun=0',
      state: 'done',
      context: { viewport: { width: 320, height: 256 } },
    });
    await settle(page);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide).toBe(0);
  });
});
