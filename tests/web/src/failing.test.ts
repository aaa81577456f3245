import { expect, inject, test } from 'vitest';
import { bar, inDemo, press, says, small } from './demo.ts';
import { choose } from './files.ts';
import { serveSite } from './site.ts';

inDemo((demo) => {
  test('NaN is said, with the rate and two ways out, both of which work', async () => {
    const { page } = await demo.open({ hash: 'n=320&test=100&epochs=2&device=wasm&opt=sgd&lr=100' });
    await press(page, 'Train');
    await says(page, /^Loss became NaN near step \d+\. The rate 100 is probably too high\.$/);
    await bar(page)
      .getByRole('button', { name: /^Start again with / })
      .click();
    await says(page, /^Done in /);
  });

  test('a run that only guesses is told so, with a smaller rate', async () => {
    const { page } = await demo.open({ hash: `${small}&lr=1e-6` });
    await press(page, 'Train');
    await says(page, /^Still guessing \(2\.303 = ln 10\)\./);
    await page.getByRole('button', { name: 'Leave it' }).click();
    expect(await page.getByText(/^Still guessing/).count()).toBe(0);
  });

  test('a full storage is said, and the run comes to its end', async () => {
    const { page, context } = await demo.open({ hash: small });
    const session = await context.newCDPSession(page);
    await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(page.url()).origin, quotaSize: 1000 });
    await press(page, 'Train');
    await says(page, /^Not saved: storage is full/);
    await says(page, /^Done in /);
  });

  test('a trainer that is gone is said, and is started anew where the run stood', async () => {
    const { page } = await demo.open({ hash: small.replace('epochs=2', 'epochs=100') });
    await press(page, 'Train');
    await says(page, /epoch [2-9]\d?\/100/);
    await press(page, 'Pause');
    await says(page, /Saved\.$/);
    await press(page, 'Resume');
    await says(page, /^Running/);
    await page.workers()[0]!.evaluate(() => close());
    await says(page, /^No news from the trainer\.|^The trainer has ended\./);
    await bar(page)
      .getByRole('button', { name: /^Restart/ })
      .click();
    await says(page, /^(Running|Done)/);
  });

  test('a trainer that cannot be loaded is said', async () => {
    const site = await serveSite(inject('site'), (path) => path.startsWith('assets/worker-'));
    const { page } = await demo.open({ site, hash: small });
    await says(page, /^The trainer has ended\./);
    site.close();
  });

  test('what is no picture is refused, whatever its name', async () => {
    const { page } = await demo.open({ hash: small });
    await says(page, /^Ready/);
    await page.getByRole('button', { name: 'Your picture…' }).click();
    await choose(page, 'Choose a picture…', 'cat.png', Buffer.from('This is a letter, not a cat.\n'.repeat(20)));
    await page.getByRole('alert').filter({ hasText: '“cat.png” holds text.' }).waitFor();
    const drawn = await page.evaluate(() => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [300, 200];
      const pen = canvas.getContext('2d')!;
      pen.fillStyle = 'teal';
      pen.fillRect(50, 50, 200, 100);
      return canvas.toDataURL('image/png').split(',')[1]!;
    });
    await choose(page, 'Choose a picture…', 'box.png', Buffer.from(drawn, 'base64'));
    await page.getByText('What the network sees', { exact: true }).waitFor();
    await page.getByText(/^It must answer one of these ten/).waitFor();
  });
});
