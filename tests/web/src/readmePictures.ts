// Makes the two pictures of the README, with the trainer at work:
//
//   node --conditions=@kindling/source tests/web/src/readmePictures.ts
import { join } from 'node:path';
import { launch, open } from './browser.ts';
import { buildSite, serveSite } from './site.ts';
import { settle } from './views.ts';

const images = join(import.meta.dirname, '../../../docs/images');
const built = await buildSite();
const site = await serveSite(built.folder);
const browser = await launch();
try {
  const context = { viewport: { width: 1280, height: 900 }, colorScheme: 'light' as const };
  const { page } = await open(browser, { site, hash: 'autorun=0', context });
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await page.getByText('epoch 7/10').waitFor({ timeout: 120_000 });
  await settle(page);
  await page.screenshot({ path: join(images, 'web-learning.png') });
  await page
    .getByText(/new pictures right/)
    .first()
    .waitFor({ timeout: 120_000 });

  const pad = page.getByLabel(/drawing pad/i).first();
  await pad.scrollIntoViewIfNeeded();
  const box = (await pad.boundingBox())!;
  const at = (turn: number) =>
    [
      box.x + box.width * (0.5 + 0.3 * Math.cos(turn * 2 * Math.PI)),
      box.y + box.height * (0.5 + 0.28 * Math.sin(turn * 2 * Math.PI)),
    ] as const;
  await page.mouse.move(...at(0));
  await page.mouse.down();
  for (let i = 1; i <= 40; i++) await page.mouse.move(...at(i / 40));
  await page.mouse.up();
  await page.getByText(/^ring, \d+ %$/).waitFor({ timeout: 20_000 });
  await settle(page);
  await page.locator('#room-pad').screenshot({ path: join(images, 'web-drawing.png') });
} finally {
  await browser.close();
  site.close();
  built.remove();
}
