import { shapes } from '@kindling/data';
import { expect, test } from 'vitest';
import { requirePictures, requireShards } from './shards.ts';

test.each([
  [undefined, 1, 32],
  [1, 1, 31],
  [6, 1, 36],
  [4, 1, 32],
  [4, 2, 32],
  [4, 4, 32],
  [6, 3, 36],
])('%s shards are for %d processes and batches of %d', (shards, processes, batch) => {
  expect(requireShards({ shards, batch }, processes)).toBe(shards);
});

test.each([
  [undefined, 2, 32, "train: 1 shards can't be shared out among 2 processes; start 1, or begin a run with"],
  [
    6,
    2,
    36,
    "train: 6 shards can't be shared out among 2 processes; start 1, 3, 6, or begin a run with --shards 2 or 4",
  ],
  [2, 4, 32, "2 shards can't be shared out among 4 processes; start 1, 2, or begin"],
  [3, 3, 32, '--batch must be a multiple of 3, got 32; take 33'],
])('%s shards are not for %d processes and batches of %d', (shards, processes, batch, message) => {
  expect(() => requireShards({ shards, batch }, processes)).toThrow(message);
});

test('each shard needs a picture, to train on and to test with', async () => {
  const data = await shapes({ train: 8, test: 4 });
  expect(() => requirePictures({ shards: 4 }, data)).not.toThrow();
  expect(() => requirePictures({ shards: undefined }, data)).not.toThrow();
  expect(() => requirePictures({ shards: 8 }, data)).toThrow(
    'train: --test must be at least 8, a picture for each shard, got 4',
  );
  expect(() => requirePictures({ shards: 16 }, data)).toThrow('--train must be at least 16');
});
