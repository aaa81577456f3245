import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { bar, inDemo, says } from './demo.ts';
import { settle, type ViewName, viewOf } from './views.ts';

/** What is looked at, and what the run bar says when all of it is there. */
const views: readonly (readonly [ViewName, RegExp])[] = [
  ['first', /^Ready/],
  ['running', /^Running/],
  ['paused', /^Paused/],
  ['done', /^Done/],
  ['failed', /^Loss became NaN/],
  ['inspector', /^Done/],
  ['drawing', /^Done/],
  ['code', /^Done/],
];
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Rules that colours can break: the other theme changes nothing else. */
const ofColours = ['color-contrast', 'link-in-text-block'];

/** What axe finds. There are no frames here; for those it would open a page of its own each time. */
const found = async (page: Page, ask: (axe: AxeBuilder) => AxeBuilder): Promise<readonly string[]> => {
  const { violations } = await ask(new AxeBuilder({ page: page as never }))
    .setLegacyMode()
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`),
  );
};

inDemo((demo) => {
  test.each(views)('%s has nothing that axe finds, light or dark', async (name, sentence) => {
    const view = viewOf(name);
    const { page } = await demo.open({ hash: 'autorun=0', state: view.state, context: { reducedMotion: 'reduce' } });
    await says(page, sentence);
    await view.open?.(page);
    await page.emulateMedia({ colorScheme: 'light' });
    await settle(page);
    expect(await found(page, (axe) => axe.withTags(tags))).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    await settle(page);
    expect(await found(page, (axe) => axe.withRules(ofColours)), 'dark').toEqual([]);
  });

  test('in forced colours nothing is found, the controls are seen, and nothing moves where less motion is asked for', async () => {
    const { page } = await demo.open({
      hash: 'autorun=0',
      state: 'done',
      context: { forcedColors: 'active', reducedMotion: 'reduce' },
    });
    await says(page, /^Done/);
    await settle(page);
    expect(await found(page, (axe) => axe.withTags(tags))).toEqual([]);
    const outlined = await bar(page)
      .getByRole('button', { name: 'Train again', exact: true })
      .evaluate((button) => {
        const { borderTopStyle, borderTopWidth, borderTopColor } = getComputedStyle(button);
        const { backgroundColor } = getComputedStyle(document.body);
        return (
          borderTopStyle !== 'none' && Number.parseFloat(borderTopWidth) >= 1 && borderTopColor !== backgroundColor
        );
      });
    expect(outlined).toBe(true);
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll('*')]
        .filter((each) => {
          const { transitionDuration, animationDuration, animationName } = getComputedStyle(each);
          const longest = Math.max(...transitionDuration.split(', ').map(Number.parseFloat));
          return longest > 0.01 || (animationName !== 'none' && Number.parseFloat(animationDuration) > 0.01);
        })
        .map(({ className, tagName }) => `${tagName} ${className}`),
    );
    expect(moving).toEqual([]);
  });

  test('at 400 % zoom nothing scrolls sideways but what says so', async () => {
    // 1280 pixels at 400 % are 320.
    const { page } = await demo.open({
      hash: 'autorun=0',
      state: 'done',
      context: { viewport: { width: 320, height: 256 } },
    });
    await says(page, /^Done/);
    await settle(page);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide).toBe(0);
  });
});
