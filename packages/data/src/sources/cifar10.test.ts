import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { wholeArchive } from '../../testing/archives.ts';
import { testFolder } from '../../testing/folder.ts';
import { cifar10 } from './cifar10.ts';

test('it wants the official layout: 10,000 records a file', async () => {
  const path = join(await testFolder(), 'small.tar.gz');
  await writeFile(path, wholeArchive);
  await expect(cifar10({ path })).rejects.toThrow('data_batch_1.bin must have 30730000 bytes, got 9219');
});

test('it can be aborted before it begins', async () => {
  const signal = AbortSignal.abort(new Error('not now'));
  await expect(cifar10({ signal, cacheDir: await testFolder() })).rejects.toThrow('not now');
});
