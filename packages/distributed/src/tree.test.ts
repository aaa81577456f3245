import { expect, test } from 'vitest';
import { addInOrder, partStart } from './tree.ts';

/** No sum of these is exact. */
const values = [0.1, 1e8, -1e8, 3e-3, 7.7, -0.3];

test.each([
  [1, ([a]: number[]) => a],
  [2, ([a, b]: number[]) => a! + b!],
  [3, ([a, b, c]: number[]) => a! + b! + c!],
  [4, ([a, b, c, d]: number[]) => a! + b! + (c! + d!)],
  [5, ([a, b, c, d, e]: number[]) => a! + b! + (c! + d!) + e!],
  [6, ([a, b, c, d, e, f]: number[]) => a! + b! + (c! + d!) + (e! + f!)],
] as const)('%i arrays are added as a tree', (count, sum) => {
  const arrays = values.slice(0, count).map((value) => Float64Array.of(value, -value));
  addInOrder(arrays);
  expect([...arrays[0]!]).toEqual([sum(values), -sum(values)!]);
});

test('float32 is rounded at each addition', () => {
  const arrays = [0.1, 0.2, 0.3].map((value) => Float32Array.of(value));
  const [a, b, c] = arrays.map(([value]) => value!);
  addInOrder(arrays);
  expect(arrays[0]![0]).toBe(Math.fround(Math.fround(a! + b!) + c!));
});

test.each([
  [8, [1, 2, 4, 8]],
  [12, [1, 3, 6, 12]],
  [6, [1, 3, 6]],
])('%i shards give the same bits in groups, where a group is a power of two', (shards, sizes) => {
  const shard = (i: number) => Float64Array.from({ length: 9 }, (_, j) => Math.sin(i * 9 + j) * 10 ** (i % 7));
  const sums = sizes.map((size) => {
    const each = shards / size;
    const ofRanks = Array.from({ length: size }, (_, rank) => {
      const mine = Array.from({ length: each }, (_, i) => shard(rank * each + i));
      addInOrder(mine);
      return mine[0]!;
    });
    addInOrder(ofRanks);
    return ofRanks[0]!;
  });
  for (const sum of sums) expect(sum).toEqual(sums[0]);
});

test('parts cover an array whose length the ranks do not divide', () => {
  expect([0, 1, 2, 3].map((rank) => partStart(7, 3, rank))).toEqual([0, 2, 4, 7]);
  expect([0, 1, 2, 3].map((rank) => partStart(1, 3, rank))).toEqual([0, 0, 0, 1]);
});
