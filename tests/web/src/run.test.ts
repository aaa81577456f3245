import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { bar, expectCalm, inDemo, press, says, sentence, small } from './demo.ts';
import { drop, keptPhases, project, tensorsOf } from './files.ts';

/** Epochs so long that a run is stopped in the middle of one; seconds, all of it. */
const long = 'n=3200&test=100&layers=16relu&batch=32&epochs=3&device=wasm';
/** A run that is not done while anybody looks. */
const endless = long.replace('epochs=3', 'epochs=100');

inDemo((demo) => {
  /** Somebody comes back: an address that says nothing of a run. */
  const comeBack = async (page: Page): Promise<void> => {
    await page.goto(`${demo.site.url('isolated')}#device=wasm`);
    await page.reload();
  };

  /** Pauses as soon as steps of an epoch are done; what is then said. */
  const pause = async (page: Page): Promise<string> => {
    // Within the page: a quick machine would have trained on until the word came here and back.
    await page.waitForFunction(() => {
      const run = document.querySelector('#run')!;
      if (!/step [1-9]/.test(run.textContent!)) return false;
      [...run.querySelectorAll('button')].find(({ textContent }) => textContent === 'Pause')!.click();
      return true;
    });
    await says(page, /^Paused .* Saved\.$/);
    return sentence(page, /^Paused at/);
  };

  test('a run is paused, is there after a reload, goes on by itself once it was resumed, and is stopped', async () => {
    const opened = await demo.open({ hash: endless });
    const { page } = opened;
    await press(page, 'Train');
    const paused = await pause(page);
    expect(paused).toMatch(/^Paused at epoch \d+, step [1-9]\d*\. Saved\.$/);
    await comeBack(page);
    await says(page, /^Paused/);
    expect(await sentence(page, /^Paused at/)).toBe(paused);
    expect(await keptPhases(page)).not.toContain('running');
    await press(page, 'Resume');
    await says(page, /^Running/);
    await expect.poll(() => keptPhases(page), { timeout: 30_000 }).toContain('running');
    await comeBack(page);
    await says(page, /^Picked up at step [\d,\u2009\u202f]+/);
    await says(page, /^Running/);
    await press(page, 'Stop');
    await says(page, /^Stopped at step [\d,\u2009\u202f]+\.$/);
    await bar(page).getByRole('button', { name: 'Resume', exact: true }).waitFor();
    expectCalm(opened);
  });

  test('a run that is reloaded in the middle of an epoch ends with the bits of one that is not; so does one that is saved and dropped back', async () => {
    const opened = await demo.open({ hash: long });
    const { page } = opened;
    const end = async (): Promise<Buffer> => {
      await says(page, /^Done in /, 60_000);
      return tensorsOf(await project(page));
    };
    await press(page, 'Train');
    const paused = await pause(page);
    const file = await project(page);
    await comeBack(page);
    await says(page, /^Paused/);
    await press(page, 'Resume');
    const reloaded = await end();

    await drop(page, 'run.safetensors', file);
    await says(page, /^Paused/);
    expect(await sentence(page, /^Paused at/)).toBe(paused);
    await press(page, 'Resume');
    const dropped = await end();

    await press(page, 'Train again');
    await says(page, /^Running/);
    const unbroken = await end();
    expect(tensorsOf(file).equals(unbroken)).toBe(false);
    expect(reloaded.equals(unbroken)).toBe(true);
    expect(dropped.equals(unbroken)).toBe(true);
    expectCalm(opened);
  });

  test('a second tab says that the first one is at work, and begins when that is closed', async () => {
    const { page, context } = await demo.open({ hash: small });
    await says(page, /^Ready/);
    const second = await context.newPage();
    await second.goto(`${demo.site.url('isolated')}#${small}`);
    await says(second, /another tab/);
    await page.close();
    await says(second, /^Ready/);
    expect(
      await bar(second)
        .getByText(/another tab/)
        .count(),
    ).toBe(0);
  });
});
