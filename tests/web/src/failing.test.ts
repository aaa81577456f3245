import { expect, inject, test } from 'vitest';
import { bar, expectCalm, inDemo, press, says, small } from './demo.ts';
import { serveSite } from './site.ts';

inDemo((demo) => {
  test('NaN is said, with the rate and two ways out, both of which work', async () => {
    const opened = await demo.open({
      hash: 'n=320&test=100&layers=16leakyRelu,16leakyRelu,16leakyRelu&epochs=30&opt=sgd&lr=1&device=wasm',
    });
    const { page } = opened;
    const offered = (name: RegExp) => bar(page).getByRole('alert').getByRole('button', { name });
    const failed = /^Loss became NaN near step \d+\. The rate 1 is probably too high\.$/;
    await press(page, 'Train');
    await says(page, failed);
    await offered(/^Go back to step 0 with 0\.1$/).click();
    await says(page, /^Back at step 0, with the rate 0\.1\.$/);
    await says(page, /^Done in /);
    await press(page, 'Train again');
    await says(page, failed);
    await offered(/^Start again with 0\.01$/).click();
    await says(page, /^Done in /);
    expect(await page.getByRole('textbox', { name: 'Learning rate', exact: true }).inputValue()).toBe('0.01');
    expectCalm(opened);
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

  test('a trainer that is gone is said, and another goes on where the run was saved', async () => {
    const { page } = await demo.open({
      hash: small.replace('epochs=2', 'epochs=100'),
      // So that nobody waits for the page's patience to end.
      before: (context) => context.clock.install(),
    });
    await press(page, 'Train');
    await says(page, /step [1-9]\d*\/10/);
    await press(page, 'Pause');
    await says(page, /Saved\.$/);
    await press(page, 'Resume');
    await says(page, /^Running/);
    await page.workers()[0]!.evaluate(() => close());
    await page.clock.runFor(11_000);
    await says(page, /^No news from the trainer\./);
    const restart = bar(page).getByRole('button', { name: /^Restart from step \d+$/ });
    await restart.click();
    await says(page, /^Running/);
    expect(await restart.count()).toBe(0);
  });

  test('a trainer that cannot be loaded is said', async () => {
    const site = await serveSite(inject('site'), (path) => path.startsWith('assets/worker-'));
    const { page } = await demo.open({ site, hash: small });
    await says(page, /^The trainer has ended\./);
    site.close();
  });

  test('a page whose own script cannot be loaded says so', async () => {
    const site = await serveSite(inject('site'), (path) => path.startsWith('assets/page-'));
    const { page } = await demo.open({ site, hash: small });
    await says(page, /^A part of this page could not be loaded\. Reload it\.$/);
    site.close();
  });
});
