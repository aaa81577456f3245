import { expect, test } from 'vitest';
import { bar, expectCalm, inDemo, press, says, small } from './demo.ts';
import { drop, project, tensorsOf } from './files.ts';

/** Long enough to be stopped in the middle. */
const long = small.replace('epochs=2', 'epochs=40');

inDemo((demo) => {
  test('a run can be paused, goes on, and is stopped', async () => {
    const opened = await demo.open({ hash: small.replace('epochs=2', 'epochs=100') });
    const { page } = opened;
    await press(page, 'Train');
    await says(page, /step \d+\/10/);
    await press(page, 'Pause');
    await says(page, /^Paused at epoch \d+, step \d+\./);
    const paused = await bar(page)
      .getByText(/^Paused/)
      .first()
      .innerText();
    await press(page, 'Resume');
    await says(page, /^Running/);
    await press(page, 'Stop');
    await says(page, /^Stopped at step \d+\.$/);
    expect(paused).not.toContain('epoch 100');
    expectCalm(opened);
  });

  test('a run that is reloaded in the middle ends with the bits of one that is not; so does one that is saved and dropped back', async () => {
    const whole = await demo.open({ hash: long });
    await press(whole.page, 'Train');
    await says(whole.page, /^Done in /);
    const bits = tensorsOf(await project(whole.page));
    await whole.close();

    const { page } = await demo.open({ hash: `${long}&autorun=0` });
    await press(page, 'Train');
    await says(page, /epoch [2-9]\d?\/40/);
    await press(page, 'Pause');
    await says(page, /^Paused .* Saved\.$/);
    const file = await project(page);
    await page.goto(`${demo.site.url('isolated')}#device=wasm`);
    await page.reload();
    await says(page, /^Paused/);
    await press(page, 'Resume');
    await says(page, /^Done in /);
    expect(tensorsOf(await project(page)).equals(bits)).toBe(true);

    const other = await demo.open({ hash: 'autorun=0&device=wasm' });
    await says(other.page, /^Ready/);
    await drop(other.page, 'run.safetensors', file);
    await says(other.page, /^Paused/);
    await press(other.page, 'Resume');
    await says(other.page, /^Done in /);
    expect(tensorsOf(await project(other.page)).equals(bits)).toBe(true);
  });

  test('a run that was at work when the page was closed goes on by itself', async () => {
    const { page } = await demo.open({ hash: 'n=320&test=100&epochs=100&device=wasm' });
    await press(page, 'Train');
    await says(page, /^Running/);
    // It is kept every five seconds.
    await page.waitForTimeout(7000);
    await page.goto(`${demo.site.url('isolated')}#device=wasm`);
    await page.reload();
    await says(page, /^Picked up at step [\d,]+/);
    await says(page, /^Running/);
    await press(page, 'Stop');
    await says(page, /^Stopped at step [\d,]+\.$/);
  });

  test('a second tab says that the first one trains', async () => {
    const { page, context } = await demo.open({ hash: small.replace('epochs=2', 'epochs=100') });
    await press(page, 'Train');
    await says(page, /^Running/);
    const second = await context.newPage();
    await second.goto(`${demo.site.url('isolated')}#device=wasm`);
    await second
      .getByText(/another tab/)
      .first()
      .waitFor();
  });
});
