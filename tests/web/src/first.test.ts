import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, inject, test } from 'vitest';
import { bar, expectCalm, inDemo, says, small } from './demo.ts';

inDemo((demo) => {
  test('a first visit learns without a click, pauses by itself, and is there again', async () => {
    const opened = await demo.open();
    const { page, requests, faults } = opened;
    await bar(page)
      .getByText(/step \d+\/157/)
      .waitFor();
    await page.getByRole('figure', { name: /^Loss fell from 2\.\d+ to / }).waitFor();
    await page.getByText(/^\d+ of 40 right$/).waitFor();
    // Not one word leaves the origin, and what came is less than 500 kB.
    const files = requests.filter((url) => url.startsWith('http')).map((url) => new URL(url));
    expect(files.filter(({ origin }) => !demo.site.url('isolated').startsWith(origin))).toEqual([]);
    const names = new Set(files.map(({ pathname }) => pathname.replace('/isolated/', '') || 'index.html'));
    const bytes = [...names].map((name) => gzipSync(readFileSync(join(inject('site'), name))).length);
    expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThan(500_000);

    await says(page, /^Paused at epoch \d+, step \d+\./);
    await says(page, /^Paused after 8 seconds/);
    await says(page, /Saved\.$/);
    const paused = await bar(page)
      .getByText(/^Paused/)
      .first()
      .innerText();
    await page.reload();
    await says(page, /^Paused/);
    expect(
      await bar(page)
        .getByText(/^Paused/)
        .first()
        .innerText(),
    ).toBe(paused);
    expect(faults).toEqual([]);
  });

  test.each([
    ['a link that says so', { hash: 'autorun=0' }],
    ['a shared spec', { hash: small }],
    ['a browser that saves data', { saveData: true }],
  ])(
    'nothing begins by itself for %s',
    async (_what, { hash = '', saveData = false }: { hash?: string; saveData?: boolean }) => {
      const opened = await demo.open({
        hash,
        ...(saveData && {
          before: (context) =>
            context.addInitScript("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"),
        }),
      });
      await says(opened.page, /^Ready\. \d+ epochs take about /);
      await bar(opened.page).getByRole('button', { name: 'Train', exact: true }).waitFor();
      expectCalm(opened);
    },
  );
});
