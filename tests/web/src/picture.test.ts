import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectCalm, inDemo, says, small } from './demo.ts';
import { choose } from './files.ts';

/** A picture as the browser writes it. */
const drawn = async (page: Page, type: string, width: number, height: number): Promise<Buffer> => {
  const base64 = await page.evaluate(
    ([as, across, down]) => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [across, down];
      const pen = canvas.getContext('2d')!;
      pen.fillStyle = 'teal';
      pen.fillRect(across / 6, down / 6, across / 2, down / 2);
      return canvas.toDataURL(as).split(',')[1]!;
    },
    [type, width, height] as const,
  );
  return Buffer.from(base64, 'base64');
};

/** A JPEG whose frame says another size. */
const resized = (jpeg: Buffer, width: number, height: number): Buffer => {
  const changed = Buffer.from(jpeg);
  const frame = changed.indexOf(Buffer.from([0xff, 0xc0]));
  changed.writeUInt16BE(height, frame + 5);
  changed.writeUInt16BE(width, frame + 7);
  return changed;
};

inDemo((demo) => {
  test('what is no picture, or too large a one, is refused whatever its name; a picture is guessed', async () => {
    const opened = await demo.open({ hash: `autorun=0&${small}` });
    const { page } = opened;
    await says(page, /^Ready/);
    await page.getByRole('button', { name: 'Your picture…' }).click();
    const refused = async (name: string, bytes: Buffer, why: string): Promise<void> => {
      await choose(page, 'Choose a picture…', name, bytes);
      await page
        .getByRole('alert')
        .filter({ hasText: `“${name}” ${why}` })
        .waitFor();
    };
    await refused('cat.png', Buffer.from('This is a letter, not a cat.\n'.repeat(20)), 'holds text.');
    const jpeg = await drawn(page, 'image/jpeg', 60, 40);
    await refused('wide.jpg', resized(jpeg, 20_000, 40), 'has 20,000 × 40 pixels');

    await choose(page, 'Choose a picture…', 'box.png', await drawn(page, 'image/png', 300, 200));
    await page.getByText('What the network sees', { exact: true }).waitFor();
    await page.getByText(/^It must answer one of these ten/).waitFor();
    expect(await page.getByRole('alert').filter({ hasText: '“' }).count()).toBe(0);
    const bars = page.getByRole('dialog', { name: 'Your picture' });
    await bars
      .getByText(/^\d+ %$/)
      .first()
      .waitFor();
    await choose(page, 'Another…', 'photo.jpg', jpeg);
    await page.getByText(/^It must answer one of these ten/).waitFor();
    expectCalm(opened);
  });
});
