import { afterEach, describe, expect, test } from 'vitest';
import { join } from './join.ts';

afterEach(() => {
  delete process.env.PMI_RANK;
  delete process.env.PMI_SIZE;
});

describe('without a launcher', () => {
  test('there is a world of one, in which sums are what they are', async () => {
    const world = await join({ shards: 6 });
    expect(world).toMatchObject({ rank: 0, size: 1, shards: 6, leads: true, limit: 60 });
    const numbers = Float32Array.of(1, 2);
    const bytes = Uint8Array.of(3);
    world.sum([numbers]);
    world.sumInOrder([numbers]);
    world.broadcast(bytes);
    expect([...numbers, ...bytes]).toEqual([1, 2, 3]);
    world.leave();
    world.leave();
    expect(() => world.sum([numbers])).toThrow('sum: this world was left');
  });

  test('the shard is one, and the limit as asked', async () => {
    expect(await join({ limit: 2.5 })).toMatchObject({ shards: 1, limit: 2.5 });
  });

  test('what no world sums is refused', async () => {
    const world = await join();
    expect(() => world.sumInOrder([[1, 2] as unknown as Float32Array])).toThrow(
      'sumInOrder: arrays must be Float32Array or Float64Array, got [1, 2]',
    );
    expect(() => world.broadcast(new Uint8Array(1), 0)).toThrow(/^broadcast: limit must be /);
  });
});

test.each([
  [{ shards: 0 }, 'join: shards must be a positive integer, got 0'],
  [{ shards: 1.5 }, 'join: shards must be a positive integer, got 1.5'],
  [{ limit: 0 }, /^join: limit must be .*got 0$/],
  [{ shard: 4 } as object, /shards/],
])('options %j are refused', async (options, told) => {
  await expect(join(options)).rejects.toThrow(told);
});

test('in a worker thread a launcher is refused', async () => {
  process.env.PMI_RANK = '0';
  await expect(join()).rejects.toThrow('join: MPI is called from the main thread alone, and this is a worker');
});

test.each([
  [5, 2, '5 shards, or take 2 or 4 shards', '1, 5'],
  [6, 2, '6 shards, or take 2 or 4 shards', '1, 3, 6'],
  [2, 4, '2 shards, or take 4 or 8 shards', '1, 2'],
])('%i shards are refused on %i processes, with what would fit', async (shards, size, take, start) => {
  process.env.PMI_RANK = '0';
  process.env.PMI_SIZE = String(size);
  await expect(join({ shards })).rejects.toThrow(
    `join: shards must be ${size} processes times a power of two, got ${shards}; start ${start} processes for ${take}`,
  );
});
