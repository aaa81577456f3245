import type { BrowserContext, Page } from 'playwright-core';

/** Gives pages a worker that says nothing: what they show is all of their own. */
export const silence = (context: BrowserContext): Promise<unknown> =>
  context.route(/\/assets\/worker-[^/]*\.js$/, (route) =>
    route.fulfill({
      body: '',
      contentType: 'text/javascript',
      headers: { 'cross-origin-embedder-policy': 'require-corp' },
    }),
  );

/** What the page shows first, as HTML: without what lies below the window, and with the first twelve pictures. */
export const firstFrame = async (page: Page): Promise<string> => {
  await page.locator('#app:not([inert]) .bar-main').waitFor();
  return page.evaluate(() => {
    const app = document.querySelector('#app')!.cloneNode(true) as HTMLElement;
    for (const each of app.querySelectorAll('.room-matrix, .room-pad, .room-layer, .figure-plot > *')) each.remove();
    for (const picture of app.querySelectorAll('img')) {
      if (Number(picture.closest('.tile')?.getAttribute('data-id') ?? 12) < 12) continue;
      const blank = document.createElement('span');
      blank.className = picture.className;
      picture.replaceWith(blank);
    }
    // It is inert.
    for (const each of app.querySelectorAll('figure')) each.removeAttribute('tabindex');
    // The page's policy allows none in HTML.
    for (const each of app.querySelectorAll('[style]')) each.removeAttribute('style');
    return app.innerHTML;
  });
};
