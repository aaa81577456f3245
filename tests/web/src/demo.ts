import { chromiumPath, inChromium } from '@tests/kit/chromium';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished } from 'vitest';
import { launch, type Opened, type Opening, open } from './browser.ts';
import { type Site, serveSite } from './site.ts';

/** A network and data so small that a run takes a second or two on WebAssembly. */
export const small = 'n=320&test=100&layers=16relu&batch=32&epochs=2&device=wasm';

export interface Demo {
  readonly site: Site;
  readonly browser: Browser;
  /** Opens the demo as for a first visit; closed when the test is over, which fails if the page complained. */
  open(opening?: Omit<Opening, 'site'> & Partial<Pick<Opening, 'site'>>): Promise<Opened>;
}

/** Tests of the demo in a browser; skipped by name where there is none. */
export const inDemo = (tests: (demo: Demo) => void): void => {
  describe.skipIf(chromiumPath === undefined)(inChromium, () => {
    let browser: Browser;
    let site: Site;
    beforeAll(async () => {
      [browser, site] = await Promise.all([launch(), serveSite(inject('site'))]);
    });
    afterAll(async () => {
      await browser?.close();
      site?.close();
    });
    tests({
      get site() {
        return site;
      },
      get browser() {
        return browser;
      },
      open: async (opening = {}) => {
        const opened = await open(browser, { site, ...opening });
        onTestFinished(async () => {
          await opened.close();
        });
        return opened;
      },
    });
  });
};

/** The bar that says where the run stands. */
export const bar = (page: Page): Locator => page.getByRole('region', { name: 'The run' });

/** Waits until the run bar says something; what it says instead is told where it does not. */
export const says = async (page: Page, sentence: RegExp, timeout = 60_000): Promise<void> => {
  try {
    await bar(page).getByText(sentence).first().waitFor({ timeout });
  } catch (error) {
    const said = await bar(page)
      .textContent({ timeout: 1000 })
      .catch(() => 'nothing');
    throw new Error(`the run bar does not say ${sentence}, but ${said}`, { cause: error });
  }
};

/** The sentence of the run bar that fits. */
export const sentence = async (page: Page, fits: RegExp): Promise<string> =>
  (await bar(page).getByText(fits).first().textContent())!.trim();

/** Presses a button of the run bar. */
export const press = (page: Page, name: string | RegExp): Promise<void> =>
  bar(page).getByRole('button', { name, exact: true }).click({ timeout: 30_000 });

/** Nothing that a page printed in its console may be a complaint. */
export const expectCalm = ({ faults }: Pick<Opened, 'faults'>): void => expect(faults).toEqual([]);
