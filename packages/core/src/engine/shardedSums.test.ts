import '@tensorflow/tfjs-backend-cpu';
import { mul, scalar } from '@tensorflow/tfjs-core';
import { expect, test, vi } from 'vitest';
import type { HostSums } from './hostSums.ts';
import { createShardedSums } from './shardedSums.ts';
import type { World } from './world.ts';

test('each shard has sums of its own, until all are added in their order', async () => {
  const total = vi.fn(
    (sums: readonly HostSums[]): HostSums => ({
      count: Float64Array.of(sums.reduce((all, { count }) => 10 * all + count![0]!, 0)),
    }),
  );
  const sums = createShardedSums(
    { sums: () => ({ count: scalar(0) }), results: ({ count }) => ({ twice: mul(count!, 2) }) },
    { world: { size: 2, shards: 4 } as World, total },
  );
  expect(sums.shards).toHaveLength(2);
  sums.shards[0]!.replace({ count: scalar(3) });
  sums.shards[1]!.replace({ count: scalar(4) });
  expect(await sums.logs()).toEqual({ twice: 68 });
  await sums.fold();
  expect((await sums.read()).count).toEqual(Float64Array.of(34));
  sums.clear();
  expect(await sums.logs()).toEqual({ twice: 0 });
  sums.dispose();
});
