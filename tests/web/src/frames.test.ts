import { expect, test } from 'vitest';
import type { Opened } from './browser.ts';
import { inDemo, press, says } from './demo.ts';

/** Runs on the page before it begins: counts what the worker tells. */
const countTold = (): void => {
  const seen = { told: 0 };
  (globalThis as unknown as { seen: typeof seen }).seen = seen;
  const { Worker } = globalThis;
  globalThis.Worker = class extends Worker {
    constructor(...given: ConstructorParameters<typeof Worker>) {
      super(...given);
      this.addEventListener('message', () => {
        seen.told += 1;
      });
    }
  };
};

interface Work {
  readonly layouts: number;
  readonly told: number;
}

/** What the page does in some time. Counts, not times: they are the same on a slow machine. */
const workIn = async ({ page, context }: Opened, milliseconds: number): Promise<Work> => {
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable');
  const now = async (): Promise<Work> => {
    const { metrics } = await session.send('Performance.getMetrics');
    const told = await page.evaluate(() => (globalThis as unknown as { seen: { told: number } }).seen.told);
    return { layouts: metrics.find(({ name }) => name === 'LayoutCount')!.value, told };
  };
  const from = await now();
  await page.waitForTimeout(milliseconds);
  const to = await now();
  return { layouts: to.layouts - from.layouts, told: to.told - from.told };
};

inDemo((demo) => {
  test('while a network learns the page lays itself out a few times for what it is told, and never while a run rests', async () => {
    const hash = 'n=3200&test=100&layers=16relu&batch=32&epochs=100&device=wasm';
    const opened = await demo.open({ hash, before: (context) => context.addInitScript(countTold) });
    const { page } = opened;
    await press(page, 'Train');
    await says(page, /^Running/);
    const running = await workIn(opened, 5000);
    expect(running.told).toBeGreaterThan(0);
    expect(running.layouts).toBeLessThanOrEqual(4 * running.told);
    await press(page, 'Pause');
    await says(page, /^Paused/);
    await expect.poll(() => workIn(opened, 1000), { timeout: 20_000 }).toEqual({ layouts: 0, told: 0 });
  });
});
