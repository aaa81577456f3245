// What the web demo costs, in Chromium: how soon it is there, and what the page takes from the training beside it.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromiumPath, inChromium } from '@tests/kit/chromium';
import { launch } from '../tests/web/src/browser.ts';
import { buildSite, serveSite } from '../tests/web/src/site.ts';
import { load, table } from './results.ts';
import { median } from './rounds.ts';
import { alone, growth, startOf, withPage } from './webMeasures.ts';

/** Turns of three seconds: now the worker alone, now the page. */
const turns = 12;

/** The part of the page on the web demo. */
export const webPart = async (rounds: number): Promise<string> => {
  const about = '## The web demo';
  if (chromiumPath === undefined) return `${about}\n\nNot measured: it is timed ${inChromium}.`;
  const built = await buildSite();
  const site = await serveSite(built.folder);
  const browser = await launch();
  const loadThen = load();
  try {
    const script = readdirSync(join(built.folder, 'assets')).find((name) => /^worker-.*\.js$/.test(name))!;
    const starts: (readonly [number, number, number])[] = [];
    for (let round = 0; round < rounds; round++) starts.push(await startOf(browser, site));
    const bare = await alone(browser, site, script);
    const paged = await withPage(browser, site);
    const costs: number[] = [];
    const speeds: number[] = [];
    for (let turn = 0; turn < turns; turn++) {
      const without = await bare.turn(3);
      const speed = await paged.turn(3);
      speeds.push(speed);
      costs.push(100 * (1 - speed / without));
    }
    const tasks = await paged.tasks();
    await Promise.all([bare.close(), paged.close()]);
    const grown = await growth(browser, site);
    const ms = (index: 0 | 1 | 2): string => `${median(starts.map((start) => start[index])).toFixed(0)} ms`;
    const ordered = costs.toSorted((one, other) => one - other);
    const middle = `half of the turns ${ordered[turns / 4]!.toFixed(1)} to ${ordered[(3 * turns) / 4]!.toFixed(1)}`;
    return `${about}

As it is published, from this machine, in Chromium, on WebAssembly; the book's network on shapes. ${rounds} rounds, each in a browser context of its own;
medians. When it began: ${loadThen}.

${table(
  ['', 'measured', 'budget'],
  [
    ['first pictures, after the HTML', ms(0), '300 ms'],
    ['its buttons are there', ms(1), '1,000 ms'],
    ['first training step, on a first visit', ms(2), '2,000 ms'],
    [
      `tasks of 50 ms or more on the page in ${3 * turns} s of training`,
      `${tasks.length}${tasks.length > 0 ? `, the longest ${Math.max(...tasks).toFixed(0)} ms` : ''}`,
      '0',
    ],
    ['steps a second, with the page', median(speeds).toFixed(0), '-'],
    ['what the page takes of them, beside the worker alone', `${median(costs).toFixed(1)} % (${middle})`, '3 %'],
    ['what JavaScript holds more after ten more runs', `${grown.toFixed(1)} MB`, '5 MB'],
  ],
)}`;
  } finally {
    await browser.close();
    site.close();
    built.remove();
  }
};
