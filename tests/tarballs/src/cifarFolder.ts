import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { env, pid } from 'node:process';
import { root } from './packages.ts';

const recordLength = 1 + 3072;
const names = ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'];

/** 10,000 records whose labels go round the ten classes and whose pixels are noise from a small generator. */
const records = (seed: number): Uint8Array => {
  const words = new Uint32Array((10_000 * recordLength) / 4);
  for (let i = 0, state = seed; i < words.length; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    words[i] = state;
  }
  const bytes = new Uint8Array(words.buffer);
  for (let i = 0; i < 10_000; i++) bytes[i * recordLength] = i % 10;
  return bytes;
};

/**
 * A folder in the layout of CIFAR-10's binary archive: the real one where the variable KINDLING_CIFAR10 names it,
 * else 60,000 pictures of noise, made once.
 */
export const cifarFolder = (): string => {
  if (env.KINDLING_CIFAR10 !== undefined) return env.KINDLING_CIFAR10;
  const folder = join(root, '.cache/noise/cifar-10-batches-bin');
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${pid}`;
  mkdirSync(unfinished, { recursive: true });
  for (let i = 1; i <= 5; i++) writeFileSync(join(unfinished, `data_batch_${i}.bin`), records(i));
  writeFileSync(join(unfinished, 'test_batch.bin'), records(6));
  writeFileSync(join(unfinished, 'batches.meta.txt'), `${names.join('\n')}\n`);
  renameSync(unfinished, folder);
  return folder;
};
