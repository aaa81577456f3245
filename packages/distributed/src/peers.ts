// internal: how a session meets those of the other processes
import { createHash } from 'node:crypto';
import { type Agreed, inTree, type Meeting, mapValues, type Peers, type World } from '@kindling/core';
import { partsOf, rowsOf } from './parts.ts';
import { sumTensors } from './sumTensors.ts';

/** Who decides in which order numbers are added: we, as a tree over shards, or the library. */
export type Order = 'tree' | 'engine';

const meetings: readonly Meeting[] = [
  'the beginning',
  'the beginning of an epoch',
  'a step',
  'the end of the data',
  'an evaluation',
  'the end of an epoch',
];
const ends = ['go', 'stop', 'abort'] as const;

/** 48 bits, which a float64 holds. */
const digestOf = (value: string | readonly ArrayBufferView[]): number => {
  const hash = createHash('sha256');
  for (const part of typeof value === 'string' ? [value] : value) hash.update(part as string);
  return hash.digest().readUIntBE(0, 6);
};

export const createPeers = (
  world: World,
  { order, limit }: { readonly order: Order; readonly limit: number },
): Peers => {
  const { rank, size, shards } = world;
  const own = shards / size;
  let agreed: Agreed = { end: 'go', by: 0, rows: 0 };

  /** Every rank's numbers, rank by rank. */
  const gather = (numbers: readonly number[]): readonly (readonly number[])[] => {
    const width = numbers.length;
    const all = new Float64Array(width * size);
    all.set(numbers, rank * width);
    world.sumInOrder([all], limit);
    return Array.from({ length: size }, (_, i) => [...all.subarray(i * width, (i + 1) * width)]);
  };

  return {
    world,
    get agreed() {
      return agreed;
    },
    meet: (where, { end, steps, learningRate, rows = 0 }) => {
      const told = gather([meetings.indexOf(where), ends.indexOf(end ?? 'go'), steps, learningRate ?? -1, rows]).map(
        ([place, wish, taken, rate, has], of) => ({ of, place, wish: wish!, taken, rate: rate!, has: has! }),
      );
      const strongest = Math.max(...told.map(({ wish }) => wish));
      const by = told.findIndex(({ wish }) => wish === strongest);
      agreed = { end: ends[strongest]!, by, rows: told.reduce((sum, { has }) => sum + has, 0) };
      // Who wants to end comes from anywhere.
      const [first, ...others] = told.filter(({ wish }) => wish === 0);
      if (first === undefined) return agreed;
      const placeOf = ({ place, taken }: (typeof told)[number]) => `${meetings[place!]}, after ${taken} steps`;
      const step = meetings.indexOf('a step');
      for (const other of others) {
        // At the beginning, who goes on from elsewhere is told by what he goes on from.
        if (first.place !== other.place || (first.place !== 0 && first.taken !== other.taken))
          throw new Error(
            `across: rank ${other.of} is at ${placeOf(other)}, and rank ${first.of} at ${placeOf(first)}; ` +
              'every process must have as many batches: shard() cuts a dataset so, stepsPerEpoch does for one without it',
          );
        if (first.place === step && first.has !== other.has)
          throw new Error(
            `across: rank ${other.of} has a batch of ${other.has} rows, and rank ${first.of} one of ${first.has}; ` +
              'every process must have as many, or its rows would count for more: shard() deals them out so',
          );
        if (first.rate !== other.rate)
          throw new Error(
            `across: rank ${other.of} trains at the rate ${rateOf(other)}, and rank ${first.of} at ${rateOf(first)}; ` +
              'callbacks must order the same in every process',
          );
      }
      if (first.place === step && first.has % own !== 0)
        throw new Error(
          `across: a batch of ${first.has} rows can't be cut into ${own} shards of one size; batches must hold a multiple of ${own}, as batch(size / world.size) after shard(world) gives`,
        );
      return agreed;
    },
    compare: (owner, what) => {
      const names = Object.keys(what);
      const told = gather(Object.values(what).map(digestOf));
      for (const [other, digests] of told.entries()) {
        const i = digests.findIndex((digest, at) => digest !== told[0]![at]);
        if (i >= 0)
          throw new Error(
            `${owner}: rank ${other} differs from rank 0 in its ${names[i]}; every process must run the same program on the same data`,
          );
      }
    },
    rowsOf,
    parts: (batch) => partsOf(batch, own),
    keyOf: (random, part) => (shards === 1 ? random : random.fold(rank * own + part)),
    sum: (tensors) => sumTensors(tensors, (arrays) => (order === 'tree' ? world.sumInOrder : world.sum)(arrays, limit)),
    total: (sums) => {
      const total = inTree(sums, (a, b) =>
        mapValues(a, (values, name) => values.map((value, i) => value + b[name]![i]!)),
      );
      const copies = mapValues(total, (values) => Float64Array.from(values));
      world.sumInOrder(Object.values(copies), limit);
      return copies;
    },
  };
};

const rateOf = ({ rate }: { readonly rate: number }): string => (rate === -1 ? 'that of the optimizer' : String(rate));
