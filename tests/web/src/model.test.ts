import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { inDemo, says } from './demo.ts';

const layers = (page: Page) => page.getByRole('list', { name: 'Layers' }).getByRole('listitem');
const counts = (page: Page): Promise<string[]> => layers(page).locator('.parameters').allInnerTexts();
const shows = (page: Page, parameters: string) => page.getByText(parameters, { exact: true }).first().waitFor();

inDemo((demo) => {
  test('the counts of parameters are those of the library, edits move them, and it refuses in its own words', async () => {
    const { page } = await demo.open({ hash: 'autorun=0&device=wasm' });
    await says(page, /^Ready/);
    await shows(page, '646,260');
    expect((await counts(page)).filter((text) => text !== '')).toEqual(['0', '614,600', '30,150', '1,510']);

    const second = page.getByRole('textbox', { name: 'Layer 2: units' });
    await second.fill('50');
    await second.blur();
    await shows(page, '625,160');
    await second.fill('-3');
    await page.getByRole('status').filter({ hasText: '-3' }).first().waitFor();
    expect(await second.getAttribute('aria-invalid')).toBe('true');
    await shows(page, '625,160');
    await second.fill('150');
    await shows(page, '646,260');

    await page.getByRole('button', { name: 'Layer 2: move or remove' }).click();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await shows(page, '616,610');
    await page.getByRole('button', { name: '+ layer' }).click();
    expect(await layers(page).count()).toBe(5);
  });

  test('settings go round in a link, and a link that is wrong is refused by name', async () => {
    const { page } = await demo.open({ hash: 'autorun=0&device=wasm' });
    await says(page, /^Ready/);
    await page.getByRole('textbox', { name: 'Epochs' }).fill('7');
    await page.getByRole('textbox', { name: 'Layer 1: units' }).fill('64');
    await page.getByRole('button', { name: 'Code', exact: true }).click();
    const link = await page.getByRole('textbox', { name: 'Link to these settings' }).inputValue();
    const other = await demo.open({ hash: new URL(link).hash.slice(1) });
    await says(other.page, /^Ready/);
    expect(await other.page.getByRole('textbox', { name: 'Epochs' }).inputValue()).toBe('7');
    expect(await other.page.getByRole('textbox', { name: 'Layer 1: units' }).inputValue()).toBe('64');

    const wrong = await demo.open({ hash: 'batch=0&colour=red&epochs=3' });
    await says(wrong.page, /batch=0/);
    await says(wrong.page, /colour/);
    expect(await wrong.page.getByRole('textbox', { name: 'Epochs' }).inputValue()).toBe('3');
  });
});
