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

test('options that it does not have, or of another type, are refused', async () => {
  // @ts-expect-error another spelling
  await expect(cifar10({ cachedir: 'x' })).rejects.toThrow(
    'cifar10: unknown option "cachedir"; did you mean "cacheDir"?',
  );
  // @ts-expect-error a number is not a path
  await expect(cifar10({ path: 5 })).rejects.toThrow('cifar10: path must be a string that is not empty, got 5');
  // @ts-expect-error a controller is not a signal
  await expect(cifar10({ signal: new AbortController() })).rejects.toThrow('signal must be an AbortSignal');
  // @ts-expect-error a word is not a function
  await expect(cifar10({ onNote: 'stderr' })).rejects.toThrow('cifar10: onNote must be a function, got "stderr"');
});
