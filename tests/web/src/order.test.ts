import { expect, test } from 'vitest';
import { inDemo, says } from './demo.ts';

inDemo((demo) => {
  test.each([
    [1280, ['Data', 'Model', 'Train', 'Look']],
    [800, ['Look', 'Data', 'Model', 'Train']],
    [390, ['Look', 'Data', 'Model', 'Train']],
  ])('the menu, the keys and the help count the sections as they stand, %i pixels wide', async (width, names) => {
    const { page } = await demo.open({
      hash: 'autorun=0',
      state: 'done',
      context: { viewport: { width, height: 800 } },
    });
    await says(page, /^Done/);
    const menu = page.getByRole('navigation', { name: 'Parts of the page' }).getByRole('button');
    expect(await menu.allTextContents()).toEqual(names.map((name, index) => `${index + 1} ${name}`));
    const rooms = names.map((name) => `room-${name.toLowerCase()}`);
    // By columns, then from above.
    const places = await page.evaluate(
      (ids) =>
        ids
          .map((id) => ({ id, box: document.getElementById(id)!.getBoundingClientRect() }))
          .map(({ id, box }) => ({ id, column: box.left < innerWidth / 4 ? 0 : 1, top: box.top })),
      rooms,
    );
    const asTheyStand =
      width > 1100
        ? places.toSorted((a, b) => a.column - b.column || a.top - b.top)
        : places.toSorted((a, b) => a.top - b.top || a.column - b.column);
    expect(asTheyStand.map(({ id }) => id)).toEqual(rooms);

    await page.getByRole('heading', { level: 1 }).click();
    for (const [index, room] of rooms.entries()) {
      await page.keyboard.press(String(index + 1));
      expect(await page.locator(':focus').getAttribute('id')).toBe(room);
    }
    await page.keyboard.press('?');
    const lines = page.getByRole('complementary', { name: 'Help' }).locator('dl > div');
    await lines.first().waitFor();
    const told = await lines.allTextContents();
    expect(told.filter((line) => /^\d/.test(line))).toEqual(names.map((name, index) => `${index + 1}${name}`));
  });
});
