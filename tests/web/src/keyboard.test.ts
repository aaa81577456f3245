import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { inDemo } from './demo.ts';

/** Whether all of it lies within the window. */
const isInView = (of: Locator): Promise<boolean> =>
  of.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });

inDemo((demo) => {
  test('matrix, pictures, code and help by keys alone', async () => {
    const { page } = await demo.open({ hash: 'autorun=0', state: 'done' });
    const matrix = page.getByRole('table', { name: /^Confusion matrix after 10 epochs/ });
    await matrix.waitFor();
    const stops = matrix.locator('button[tabindex="0"]');
    expect(await stops.count()).toBe(1);
    await stops.focus();
    await page.keyboard.press('ArrowRight');
    const cell = page.locator(':focus');
    expect(await cell.getAttribute('aria-label')).toMatch(/^Actual disc, predicted ring: \d+ pictures?$/);
    const cellName = (await cell.getAttribute('aria-label'))!;
    await page.keyboard.press('Enter');
    // The view goes to the pictures, and the focus with it.
    await page.getByText(/^actual disc, predicted ring: \d+/).waitFor();
    await expect.poll(() => cell.textContent()).toBe('Back to the table');
    const grid = page.getByRole('list', { name: 'Test pictures' });
    const tile = grid.locator('button[tabindex="0"]');
    expect(await tile.count()).toBe(1);
    expect([await isInView(cell), await isInView(tile)]).toEqual([true, true]);
    await page.keyboard.press('Enter');
    expect(await cell.getAttribute('aria-label')).toBe(cellName);
    expect(await cell.getAttribute('aria-pressed')).toBe('true');
    expect(await isInView(cell)).toBe(true);
    // Once more all pictures are there, and nothing has moved.
    await page.keyboard.press('Enter');
    expect([await cell.getAttribute('aria-label'), await cell.getAttribute('aria-pressed')]).toEqual([
      cellName,
      'false',
    ]);
    await page.keyboard.press('Enter');
    await expect.poll(() => cell.textContent()).toBe('Back to the table');
    await page.keyboard.press('Escape');
    expect(await cell.getAttribute('aria-label')).toBe(cellName);
    expect([await cell.getAttribute('aria-pressed'), await isInView(cell)]).toEqual(['false', true]);

    await page.keyboard.press('Enter');
    await expect.poll(() => cell.textContent()).toBe('Back to the table');
    await page.keyboard.press('Tab');
    const name = await page.locator(':focus').getAttribute('aria-label');
    expect(name).toMatch(/^Picture \d+, \d+ % ring, is disc: wrong$/);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: /^Picture \d+$/ });
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(await page.locator(':focus').getAttribute('aria-label')).toBe(name);

    await page.keyboard.press('c');
    const code = page.getByRole('complementary', { name: 'Code' });
    await code.waitFor();
    await page.keyboard.press('Escape');
    await code.waitFor({ state: 'hidden' });
    await page.keyboard.press('?');
    await page.getByRole('complementary', { name: 'Help' }).waitFor();
    await page.keyboard.press('Escape');
  });

  test('a shape is drawn by keys', async () => {
    const { page } = await demo.open({ hash: 'autorun=0', state: 'done' });
    const pad = page.getByLabel(/^Drawing pad/);
    await page.getByRole('button', { name: 'Start from a shape' }).focus();
    await page.keyboard.press('Tab');
    const focused = page.locator(':focus');
    expect(await focused.getAttribute('aria-label')).toBe('Drawing pad; empty');
    await page.getByText(/^Arrow keys move the pen, Space lowers and lifts it/).waitFor();
    /** Pixels under ink. */
    const ink = (): Promise<number> =>
      pad.evaluate((canvas) => {
        const { width, height } = canvas as HTMLCanvasElement;
        const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
        return data.filter((byte, at) => at % 4 === 3 && byte > 127).length;
      });
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowUp');
    expect(await ink()).toBe(0);
    await page.keyboard.press('Space');
    const dot = await ink();
    expect(dot).toBeGreaterThan(0);
    for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowRight');
    // A line of six steps of 24 pixels, as wide as the brush.
    expect((await ink()) - dot).toBeCloseTo(6 * 24 * 60, -3);
    await page.keyboard.press('Space');
    expect(await pad.getAttribute('aria-label')).toBe('Drawing pad; 1 stroke');
    const line = await ink();
    await page.keyboard.press('ArrowDown');
    expect(await ink()).toBe(line);
    await page.getByText('frame, 83 %').waitFor();
    // A stroke that is left ends.
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    expect(await pad.getAttribute('aria-label')).toBe('Drawing pad; 2 strokes');
    expect(await focused.textContent()).toBe('Undo');
    await page.keyboard.press('Enter');
    expect(await pad.getAttribute('aria-label')).toBe('Drawing pad; 1 stroke');
  });

  test('S pauses and goes on, X stops, and a field keeps its letters', async () => {
    const { page } = await demo.open({ hash: 'autorun=0', state: 'running' });
    const run = page.getByRole('region', { name: 'The run' });
    await run
      .getByText(/^Running/)
      .first()
      .waitFor();
    await page.getByRole('textbox', { name: 'Epochs' }).focus();
    await page.keyboard.type('s');
    await page.getByRole('heading', { level: 1 }).click();
    expect(await run.getByRole('button', { name: 'Pause', exact: true }).count()).toBe(1);
    await page.keyboard.press('s');
    await run
      .getByText(/^Paused/)
      .first()
      .waitFor();
    await page.keyboard.press('s');
    await run
      .getByText(/^Running/)
      .first()
      .waitFor();
    await page.keyboard.press('x');
    await run
      .getByText(/^Stopped/)
      .first()
      .waitFor();
  });
});
