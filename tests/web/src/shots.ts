// Pictures of the page in its states, without training:
//
//   node --conditions=@kindling/source tests/web/src/shots.ts [view ...] [options]
//
//   view             one of: starting first running paused done stopped failed stuck recovered notSaved
//                    restored importing broken inspector code help drawing; all where none is named
//   --out <folder>   where the PNGs go; default: tests/web/.cache/shots
//   --size <name>    1280, 1600 or 390; may be repeated; default: all three
//   --theme <name>   light or dark; may be repeated; default: both
//   --real           the real worker, which trains: the picture is of the page 12 s after it was opened
//   --site <folder>  a site that is built already; default: builds it from apps/web
//
// Writes <view>-<size>-<theme>.png, the first screen, and <view>-<size>-<theme>-full.png, the whole page; says what the
// page had to complain of in its console.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { inChromium } from '@tests/kit/chromium';
import { launch, open } from './browser.ts';
import { buildSite, serveSite } from './site.ts';
import { settle, type ViewName, viewNames, viewOf } from './views.ts';

const sizes = { '1280': [1280, 800], '1600': [1600, 1000], '390': [390, 844] } as const;
type Size = keyof typeof sizes;
const themes = ['light', 'dark'] as const;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string', default: join(import.meta.dirname, '../.cache/shots') },
    size: { type: 'string', multiple: true, default: Object.keys(sizes) },
    theme: { type: 'string', multiple: true, default: [...themes] },
    real: { type: 'boolean', default: false },
    site: { type: 'string' },
  },
});

/** The names that were given, where all are known. */
const known = <T extends string>(given: readonly string[], all: readonly T[], what: string): readonly T[] => {
  const wrong = given.find((name) => !(all as readonly string[]).includes(name));
  if (wrong !== undefined) throw new Error(`unknown ${what} "${wrong}"; known: ${all.join(', ')}`);
  return given as readonly T[];
};

const wanted = {
  views: known(positionals.length > 0 ? positionals : viewNames, viewNames, 'view'),
  sizes: known(values.size, Object.keys(sizes) as Size[], 'size'),
  themes: known(values.theme, themes, 'theme'),
};

const built = values.site === undefined ? await buildSite() : { folder: resolve(values.site), remove: () => undefined };
const site = await serveSite(built.folder);
console.log(`pictures ${inChromium}, to ${values.out}`);
const browser = await launch();
mkdirSync(values.out, { recursive: true });

const shoot = async (name: ViewName, size: Size, theme: (typeof themes)[number]): Promise<void> => {
  const view = viewOf(name);
  const [width, height] = sizes[size];
  const isPhone = width < 600;
  const { page, faults, close } = await open(browser, {
    site,
    hash: values.real ? '' : 'autorun=0',
    ...(values.real ? {} : { state: view.state }),
    context: { viewport: { width, height }, colorScheme: theme, hasTouch: isPhone, deviceScaleFactor: isPhone ? 2 : 1 },
  });
  // What the stub tells comes a moment after the page; two views have nothing to wait for.
  if (name !== 'starting' && name !== 'broken') {
    await page
      .locator('.bar-state strong')
      .filter({ hasNotText: /^Starting/ })
      .waitFor();
  }
  await settle(page);
  // The charts are drawn once a second at most: their last picture comes behind what was told last.
  await page.waitForTimeout(values.real ? 12_000 : 1_300);
  await view.open?.(page).catch((error: Error) => console.log(`${name}: ${error.message.split('\n')[0]}`));
  // What was opened asks the worker, and fades in.
  if (view.open !== undefined) await page.waitForTimeout(400);
  await settle(page);
  const file = join(values.out, `${name}-${size}-${theme}`);
  await page.screenshot({ path: `${file}.png` });
  // What scrolls by itself beside the page is seen whole where the window is as high as the page.
  const whole = await page.evaluate(() =>
    Math.max(
      ...[document.documentElement, ...document.querySelectorAll('.controls, .sheet')].map(
        (each) => each.scrollHeight + each.getBoundingClientRect().top + scrollY,
      ),
    ),
  );
  await page.setViewportSize({ width, height: Math.min(8000, Math.max(height, Math.ceil(whole) + 24)) });
  await settle(page);
  await page.screenshot({ path: `${file}-full.png`, fullPage: true });
  for (const fault of new Set(faults)) console.log(`${name} ${size} ${theme}: ${fault}`);
  await close();
};

try {
  for (const name of wanted.views) {
    for (const size of wanted.sizes) for (const theme of wanted.themes) await shoot(name, size, theme);
  }
} finally {
  await browser.close();
  site.close();
  built.remove();
}
