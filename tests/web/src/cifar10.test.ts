import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { classNames } from '../../../packages/data/src/cifar10/layout.ts';
import { type Entry, tarball } from '../../../packages/data/testing/archives.ts';
import { inDemo, press, says } from './demo.ts';
import { choose } from './files.ts';

const recordBytes = 3073;
const records = 10_000;
const files = [1, 2, 3, 4, 5].map((batch) => `data_batch_${batch}.bin`).concat('test_batch.bin');

/** Grey pictures, which pack well, of ten classes in turn. */
const grey = (): Buffer => {
  const bytes = Buffer.alloc(records * recordBytes, 128);
  for (let record = 0; record < records; record++) bytes[record * recordBytes] = record % 10;
  return bytes;
};

const archive = (bytesOf: (name: string) => Uint8Array | undefined): Buffer => {
  const entries = files.flatMap((name): readonly Entry[] => {
    const bytes = bytesOf(name);
    return bytes === undefined ? [] : [{ name: `cifar-10-batches-bin/${name}`, bytes }];
  });
  const names = { name: 'cifar-10-batches-bin/batches.meta.txt', bytes: Buffer.from(`${classNames.join('\n')}\n\n`) };
  return gzipSync(tarball([names, ...entries]), { level: 1 });
};

inDemo((demo) => {
  let whole: Buffer;
  let batch: Buffer;
  beforeAll(() => {
    batch = grey();
    whole = archive(() => batch);
  });

  const openDoor = async (page: Page): Promise<void> => {
    await says(page, /^Ready/);
    await page.getByRole('button', { name: 'Use CIFAR-10…' }).click();
  };

  test('archives that are broken are refused in a sentence each, and nothing of them is kept', async () => {
    const { page } = await demo.open({ hash: 'autorun=0&device=wasm' });
    await openDoor(page);
    const refused = async (name: string, bytes: Buffer, why: RegExp): Promise<void> => {
      await choose(page, 'Choose the file…', name, bytes);
      await page.getByText(why).first().waitFor({ timeout: 60_000 });
    };
    await refused('cut.tar.gz', whole.subarray(0, whole.length / 2), /“cut\.tar\.gz”.*, after \d+ MB/);
    await refused(
      'few.tar.gz',
      archive((name) => (name === 'test_batch.bin' ? undefined : batch)),
      /“few\.tar\.gz”.*test_batch\.bin/,
    );
    const wrong = Buffer.from(batch);
    wrong[4211 * recordBytes] = 17;
    await refused(
      'label.tar.gz',
      archive((name) => (name === 'data_batch_3.bin' ? wrong : batch)),
      /“label\.tar\.gz”.*data_batch_3\.bin.*17.*4,?211/,
    );
    expect(await page.getByRole('combobox', { name: 'Pictures', exact: true }).inputValue()).toBe('shapes');
  }, 180_000);

  test('an archive that reads as CIFAR-10 is taken, said not to be the official one, and is there after a reload', async () => {
    const { page } = await demo.open({ hash: 'autorun=0&device=wasm' });
    await openDoor(page);
    await choose(page, 'Choose the file…', 'cifar-10-binary.tar.gz', whole);
    await page.getByText('Reads as CIFAR-10, but is not the official file').first().waitFor({ timeout: 90_000 });
    await page.getByText(/^CIFAR-10 is on this device \(\d+ MB\)\./).waitFor();
    await page.goto(`${demo.site.url('isolated')}#data=cifar10&n=320&test=100&layers=16relu&epochs=1&device=wasm`);
    await page.reload();
    await press(page, 'Train');
    await says(page, /^Done in /);
  }, 180_000);
});
