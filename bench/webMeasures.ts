// What is measured of the web demo, each on a page that nobody has visited.
import { bookSpec } from '@kindling/app-common';
import { type launch, type Opened, open } from '../tests/web/src/browser.ts';
import type { Site } from '../tests/web/src/site.ts';

type Page = Opened['page'];
type Browser = Awaited<ReturnType<typeof launch>>;

/** What the line before the page's own leaves on it. */
interface Watched {
  pictures?: number;
  controls?: number;
  step?: number;
  tasks: number[];
  /** Of the last report. */
  report?: { readonly step: number; readonly at: number };
}

const watched = (page: Page): Promise<Watched> =>
  page.evaluate(() => (globalThis as unknown as { seen: Watched }).seen);

/** Runs on the page before it begins: notes when things are there, long tasks, and what the worker reports. */
const watch = (): void => {
  const seen: Watched = { tasks: [] };
  (globalThis as unknown as { seen: Watched }).seen = seen;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.tasks.push(duration);
  }).observe({ type: 'longtask' });
  const { Worker } = globalThis;
  globalThis.Worker = class extends Worker {
    constructor(...given: ConstructorParameters<typeof Worker>) {
      super(...given);
      this.addEventListener('message', ({ data }) => {
        if (data.type === 'report') seen.report = { step: data.step, at: performance.now() };
      });
    }
  };
  const isThere = (image: HTMLImageElement | null): boolean => image?.complete === true && image.naturalWidth > 0;
  const look = (): void => {
    const found = {
      pictures: isThere(document.querySelector('.tile img')),
      // Not those of the first frame, which can't be pressed yet.
      controls: document.querySelector('#app:not([inert]) .bar-main') !== null,
    };
    // Behind the frame that shows them.
    setTimeout(() => {
      if (found.pictures) seen.pictures ??= performance.now();
      if (found.controls) seen.controls ??= performance.now();
    });
    if (seen.report !== undefined) seen.step ??= seen.report.at;
    if (seen.step === undefined) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
};

const before = (context: Opened['context']): Promise<unknown> => context.addInitScript(watch);
const bar = (page: Page) => page.getByRole('region', { name: 'The run' });
const press = (page: Page, name: string): Promise<void> => bar(page).getByRole('button', { name, exact: true }).click();
const says = (page: Page, sentence: RegExp): Promise<void> =>
  bar(page).getByText(sentence).first().waitFor({ timeout: 120_000 });
const seconds = (count: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1000 * count));

/** A window of its own, after what Chromium itself has to do for a new one, which takes a core for seconds. */
const window = async (browser: Browser, site: Site) => {
  const opened = await open(browser, { site, path: 'icon.svg', before });
  await seconds(6);
  return opened;
};

/** How soon pictures, controls and the first step are there on a first visit, in milliseconds. */
export const startOf = async (browser: Browser, site: Site): Promise<readonly [number, number, number]> => {
  const { page, close } = await window(browser, site);
  await page.goto(site.url('isolated'));
  await says(page, /^Running/);
  await page.waitForFunction(() => (globalThis as unknown as { seen: Watched }).seen.step !== undefined);
  const { pictures, controls, step } = await watched(page);
  const html = await page.evaluate(
    () => (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming).responseEnd,
  );
  await close();
  return [pictures! - html, controls!, step!];
};

/** As many epochs as a spec may have: more than are timed. */
const endless = { ...bookSpec, epochs: 100 };

/** A run whose speed is taken in turns with another's. */
export interface Timed {
  /** Steps a second by what the worker reports, in so many seconds; it waits before and after. */
  turn(count: number): Promise<number>;
  /** How long tasks were that held the page up while it ran. */
  tasks(): Promise<readonly number[]>;
  close(): Promise<unknown>;
}

/** A run that waits, warm. */
const timed = async (
  page: Page,
  close: () => Promise<unknown>,
  wait: () => Promise<unknown>,
  goOn: () => Promise<unknown>,
): Promise<Timed> => {
  const isPast = (step: number) =>
    page.waitForFunction(
      (least) => ((globalThis as unknown as { seen: Watched }).seen.report?.step ?? 0) >= least,
      step,
      { timeout: 120_000 },
    );
  const long: number[] = [];
  await isPast(100);
  await wait();
  return {
    turn: async (count) => {
      const { report: before } = await watched(page);
      await goOn();
      // Behind what going on itself costs.
      await isPast(before!.step + 100);
      const { report: from, tasks } = await watched(page);
      await seconds(count);
      const { report: to, tasks: all } = await watched(page);
      await wait();
      long.push(...all.slice(tasks.length));
      await seconds(1);
      return (1000 * (to!.step - from!.step)) / (to!.at - from!.at);
    },
    tasks: async () => long,
    close,
  };
};

/** Training with the page. */
export const withPage = async (browser: Browser, site: Site): Promise<Timed> => {
  const { page, close } = await window(browser, site);
  await page.goto(`${site.url('isolated')}#epochs=${endless.epochs}&device=wasm`);
  await press(page, 'Train');
  await says(page, /^Running/);
  const wait = async (): Promise<void> => {
    await press(page, 'Pause');
    await says(page, /^Paused/);
  };
  return timed(page, close, wait, () => press(page, 'Resume'));
};

/** The same worker on a page without anything. */
export const alone = async (browser: Browser, site: Site, script: string): Promise<Timed> => {
  const { page, close } = await window(browser, site);
  await page.evaluate(
    ([source, spec]) => {
      const worker = new Worker(source, { type: 'module' });
      const order = (what: object): void => worker.postMessage({ ...what, version: 1 });
      let isBegun = false;
      worker.onmessage = ({ data }) => {
        if (isBegun || data.type !== 'state' || data.phase !== 'ready') return;
        isBegun = true;
        order({ type: 'start', spec });
      };
      Object.assign(globalThis, { order });
      order({ type: 'open', device: 'wasm', watched: 40, spec, kept: false });
    },
    [`assets/${script}`, endless] as const,
  );
  const order = (type: 'pause' | 'resume') =>
    page.evaluate((what) => (globalThis as unknown as { order(what: object): void }).order({ type: what }), type);
  return timed(
    page,
    close,
    () => order('pause'),
    () => order('resume'),
  );
};

/** MB by which what JavaScript holds grows over ten runs, behind one that has made the room. */
export const growth = async (browser: Browser, site: Site): Promise<number> => {
  const { page, context, close } = await open(browser, { site, hash: 'epochs=1&device=wasm' });
  const session = await context.newCDPSession(page);
  const held = async (): Promise<number> => {
    await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize / 1e6;
  };
  const run = async (button: string): Promise<void> => {
    await press(page, button);
    await says(page, /^Running/);
    await says(page, /^Done/);
  };
  await run('Train');
  const first = await held();
  for (let again = 0; again < 10; again++) await run('Train again');
  const grown = (await held()) - first;
  await close();
  return grown;
};
