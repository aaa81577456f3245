import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { classNames } from '../../../packages/data/src/cifar10/layout.ts';
import { tarball } from '../../../packages/data/testing/archives.ts';
import { beforeWorker } from './browser.ts';
import { bar, inDemo, press, says } from './demo.ts';
import { choose, drop } from './files.ts';

const recordBytes = 3073;
const records = 10_000;
const batches = [1, 2, 3, 4, 5].map((batch) => `data_batch_${batch}.bin`);

/** Grey pictures, which pack well, of ten classes in turn; `classes` says otherwise of some. */
const grey = (classes: Readonly<Record<number, number>> = {}): Buffer => {
  const bytes = Buffer.alloc(records * recordBytes, 128);
  for (let record = 0; record < records; record++) bytes[record * recordBytes] = classes[record] ?? record % 10;
  return bytes;
};

const archive = (files: Readonly<Record<string, Buffer>>): Buffer => {
  const names = Buffer.from(`${classNames.join('\n')}\n\n`);
  const entries = Object.entries({ 'batches.meta.txt': names, ...files });
  const tar = tarball(entries.map(([name, bytes]) => ({ name: `cifar-10-batches-bin/${name}`, bytes })));
  return gzipSync(tar, { level: 1 });
};

const fileName = 'cifar-10-binary.tar.gz';
const spec = 'n=320&test=100&layers=16relu&batch=32&epochs=1&device=wasm';

/** Every piece of a file comes a second late: there is time to press a button, on any machine. */
const slowFiles = `const { stream } = Blob.prototype;
Blob.prototype.stream = function () {
  const transform = (chunk, to) => new Promise((resolve) => setTimeout(resolve, 1000)).then(() => to.enqueue(chunk));
  return stream.call(this).pipeThrough(new TransformStream({ transform }));
};`;

inDemo((demo) => {
  const batch = grey();
  const one = archive({ 'data_batch_1.bin': batch });
  let packed: Buffer | undefined;
  const whole = (): Buffer => {
    packed ??= archive(Object.fromEntries([...batches, 'test_batch.bin'].map((name) => [name, batch])));
    return packed;
  };

  const openDoor = (page: Page): Promise<void> => page.getByRole('button', { name: 'Use CIFAR-10…' }).click();
  const isUntouched = async (page: Page): Promise<void> => {
    await page.getByRole('button', { name: 'Choose the file…', exact: true }).waitFor();
    expect(await page.getByRole('combobox', { name: 'Pictures', exact: true }).inputValue()).toBe('shapes');
  };

  test.each([
    [
      'that is cut',
      'cut.tar.gz',
      () => one.subarray(0, one.length / 2),
      / ends in the middle, after \d+ MB\. Nothing of it is kept/,
    ],
    [
      'that only begins as gzip',
      'noise.tar.gz',
      () => Buffer.from([31, 139, 8, 0, ...Array(600).keys()]),
      /Nothing of it is kept/,
    ],
    ['without all its files', 'few.tar.gz', () => one, /data_batch_2\.bin.*Nothing of it is kept/],
    [
      'with a class 17',
      'label.tar.gz',
      () => archive({ 'data_batch_1.bin': grey({ 4211: 17 }) }),
      /data_batch_1\.bin.*17.*Nothing of it is kept/,
    ],
  ])('an archive %s is refused in a sentence, and nothing has changed', async (_, name, bytes, why) => {
    const { page } = await demo.open({ hash: `autorun=0&${spec}` });
    await says(page, /^Ready/);
    await openDoor(page);
    await choose(page, 'Choose the file…', name, bytes());
    await says(
      page,
      new RegExp(`^“${name.replaceAll('.', '\\.')}” can't be read as CIFAR-10: .*${why.source}`),
      60_000,
    );
    await isUntouched(page);
    await press(page, 'Train');
    await says(page, /^Done in /);
  });

  test('an import can be cancelled in its middle', async () => {
    const { page } = await demo.open({
      hash: `autorun=0&${spec}`,
      before: (context) => beforeWorker(context, slowFiles),
    });
    await says(page, /^Ready/);
    await openDoor(page);
    await choose(page, 'Choose the file…', fileName, whole());
    await page.getByText(/^Unpacking \d/).waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await isUntouched(page);
    expect(await bar(page).getByRole('alert').textContent()).toBe('');
  });

  test('an archive that is dropped is taken, said not to be official, kept, trained on, and deleted', async () => {
    const { page } = await demo.open({ hash: `autorun=0&${spec}` });
    await says(page, /^Ready/);
    await drop(page, fileName, whole());
    await page.getByText('Reads as CIFAR-10, but is not the official file').first().waitFor({ timeout: 120_000 });
    await page.getByText(/^CIFAR-10 is on this device \(\d+ MB, unpacked\)\.$/).waitFor();
    await page.goto(`${demo.site.url('isolated')}#data=cifar10&${spec}`);
    await page.reload();
    await says(page, /^Ready/, 60_000);
    await press(page, 'Train');
    await says(page, /^Done in /, 60_000);
    await page.getByRole('button', { name: 'CIFAR-10', exact: true }).click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByText('CIFAR-10 is deleted from this device.').waitFor();
    await page.reload();
    await says(page, /^CIFAR-10 is not on this device\./, 60_000);
  }, 300_000);
});
