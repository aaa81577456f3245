import { expect, inject, test } from 'vitest';
import { bar, expectCalm, inDemo, press, says, small } from './demo.ts';
import { serveSite } from './site.ts';

inDemo((demo) => {
  test('after one run the page works without a network, on a host that sets no headers, with threads', async () => {
    const site = await serveSite(inject('site'));
    const opened = await demo.open({ site, folder: 'plain', hash: small, offline: true });
    const { page, context } = opened;
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    await press(page, 'Train');
    await says(page, /^Done/);
    await page.evaluate(() => navigator.serviceWorker.ready);
    site.close();
    await context.setOffline(true);
    await page.goto(`${site.url('plain')}#${small}&seed=2`);
    await page.reload();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await press(page, 'Train');
    await says(page, /^Done/);
    await bar(page)
      .getByText(/WebAssembly, \d+ threads/)
      .waitFor();
  });

  test.each(['strict', 'deep/er'] as const)('in %s nothing is refused, and a run comes to its end', async (folder) => {
    const opened = await demo.open({ folder, hash: small });
    await press(opened.page, 'Train');
    await says(opened.page, /^Done/);
    expectCalm(opened);
  });
});
