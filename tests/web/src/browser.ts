import { chromiumPath } from '@tests/kit/chromium';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import type { Folder, Site } from './site.ts';
import { stubWorker } from './stub/bundle.ts';
import type { WorkerState } from './stub/states.ts';

/** Chromium with a software WebGPU, which the page ranks below WebAssembly. */
export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath!,
    args: ['--no-sandbox', '--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'],
  });

/** The worker's script, however the build names it. */
const workerScript = /\/assets\/worker-[^/]*\.js$/;

/** Gives pages of a context a worker that trains nothing, in a state. */
const stub = async (context: BrowserContext, state: WorkerState): Promise<void> => {
  const body = await stubWorker(state);
  const headers = { 'cross-origin-embedder-policy': 'require-corp' };
  await context.route(workerScript, (route) => route.fulfill({ body, contentType: 'text/javascript', headers }));
};

/** Puts lines before what the worker runs, in a block of their own, behind the imports. */
export const beforeWorker = async (context: BrowserContext, lines: string): Promise<void> => {
  await context.route(workerScript, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `{\n${lines}\n}\n${await response.text()}` });
  });
};

export interface Opening {
  readonly site: Site;
  readonly folder?: Folder;
  /** Of what is opened, within the folder. Default: the demo itself. */
  readonly path?: string;
  /** Without its `#`. */
  readonly hash?: string;
  /** Of the stub; the real worker where it is left out. */
  readonly state?: WorkerState;
  readonly context?: BrowserContextOptions;
  /** Whether the service worker may take part; then requests that it makes cannot be routed. */
  readonly offline?: boolean;
  /** Done to the context before its first page. */
  before?(context: BrowserContext): Promise<unknown>;
}

export interface Opened {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of the page and of its console, in their order. */
  readonly faults: readonly string[];
  /** Addresses of all that was asked for. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** What Playwright says of the service workers that it keeps away. */
const blocked = 'Service Worker registration blocked by Playwright';

/** Collects what goes wrong on a page, and what it asks for. */
const watch = (page: Page): Pick<Opened, 'faults' | 'requests'> => {
  const faults: string[] = [];
  const requests: string[] = [];
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('console', (message) => {
    if (message.text() === blocked) return;
    if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
  });
  page.context().on('request', (request) => requests.push(request.url()));
  return { faults, requests };
};

/** The demo in a browser of its own: nothing is kept from earlier visits. */
export const open = async (
  browser: Browser,
  { site, folder = 'isolated', path = '', hash = '', state, context: options = {}, offline = false, before }: Opening,
): Promise<Opened> => {
  const context = await browser.newContext({ serviceWorkers: offline ? 'allow' : 'block', ...options });
  if (state !== undefined) await stub(context, state);
  await before?.(context);
  const page = await context.newPage();
  const watched = watch(page);
  await page.goto(`${site.url(folder)}${path}${hash === '' ? '' : `#${hash}`}`);
  return { page, context, ...watched, close: () => context.close() };
};
