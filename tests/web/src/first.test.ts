import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, inject, test } from 'vitest';
import { bar, expectCalm, inDemo, says, sentence, small } from './demo.ts';

inDemo((demo) => {
  test('a first visit learns without a click, pauses by itself, and is there again', async () => {
    const opened = await demo.open({ before: (context) => context.clock.install() });
    const { page, requests } = opened;
    await says(page, /step [1-9]\d*\/157/);
    await page.getByRole('figure', { name: /^Loss fell from 2\.\d+ to / }).waitFor();
    await page.getByText(/^\d+ of 40 right$/).waitFor();
    // Not one word leaves the origin, and what came is less than 525 kB.
    const origins = new Set(requests.filter((url) => !url.startsWith('blob:')).map((url) => new URL(url).origin));
    expect([...origins]).toEqual([new URL(demo.site.url('isolated')).origin]);
    const names = new Set(
      requests
        .filter((url) => url.startsWith('http'))
        .map((url) => new URL(url).pathname.replace('/isolated/', '') || 'index.html'),
    );
    expect([...names].filter((name) => /worker-.*\.js$|\.wasm$/.test(name))).toHaveLength(2);
    const bytes = [...names].map((name) => gzipSync(readFileSync(join(inject('site'), name))).length);
    expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThan(525_000);

    await page.clock.runFor(8000);
    await says(page, /^Paused after 8 seconds/);
    await says(page, /^Paused at epoch \d+, step \d+\. Saved\.$/);
    const paused = await sentence(page, /^Paused at/);
    await page.reload();
    await says(page, /^Paused at/);
    expect(await sentence(page, /^Paused at/)).toBe(paused);
    expectCalm(opened);
  });

  test.each([
    ['a link that says so', 'autorun=0', false],
    ['a shared spec', small, false],
    ['a browser that saves data', '', true],
  ])('nothing begins by itself for %s', async (_what, hash, saveData) => {
    const opened = await demo.open({
      hash,
      ...(saveData && {
        before: (context) =>
          context.addInitScript("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"),
      }),
    });
    await says(opened.page, /^Ready/);
    await bar(opened.page).getByRole('button', { name: 'Train', exact: true }).waitFor();
    expectCalm(opened);
  });
});
