import type { Page } from 'playwright-core';
import type { WorkerState } from './stub/states.ts';

/** What is looked at: a state of the worker, and what a visitor then opens. */
export interface View {
  readonly state: WorkerState;
  open?(page: Page): Promise<void>;
}

const press = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('button', { name }).first().click({ timeout: 20_000 });

/** Strokes over what is drawn upon. */
const draw = async (page: Page): Promise<void> => {
  const pad = page.getByLabel(/draw/i).first();
  await pad.scrollIntoViewIfNeeded({ timeout: 20_000 });
  const box = await pad.boundingBox();
  if (box === null) throw new Error('there is nothing to draw on');
  const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
  const corners = [at(0.25, 0.3), at(0.75, 0.3), at(0.75, 0.75), at(0.25, 0.75), at(0.25, 0.3)];
  await page.mouse.move(...corners[0]!);
  await page.mouse.down();
  for (const corner of corners.slice(1)) await page.mouse.move(...corner, { steps: 8 });
  await page.mouse.up();
};

const views = {
  starting: { state: 'starting' },
  first: { state: 'first' },
  running: { state: 'running' },
  paused: { state: 'paused' },
  done: { state: 'done' },
  stopped: { state: 'stopped' },
  failed: { state: 'nan' },
  stuck: { state: 'stuck' },
  recovered: { state: 'recovered' },
  notSaved: { state: 'notSaved' },
  restored: { state: 'restored' },
  importing: { state: 'importing' },
  broken: { state: 'broken' },
  inspector: { state: 'done', open: (page) => press(page, /^Picture \d/) },
  code: { state: 'done', open: (page) => press(page, /code/i) },
  help: { state: 'done', open: (page) => press(page, /help/i) },
  drawing: { state: 'done', open: draw },
} as const satisfies Record<string, View>;

export type ViewName = keyof typeof views;
export const viewNames = Object.keys(views) as readonly ViewName[];
export const viewOf = (name: ViewName): View => views[name];

/** Resolves when nothing on the page is about to change: fonts, two frames, and what was set in motion. */
export const settle = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await document.fonts.ready;
    await frame();
    await frame();
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
  });
