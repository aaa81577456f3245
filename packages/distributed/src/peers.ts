// internal: how a session meets those of the other processes
import { createHash } from 'node:crypto';
import { type Agreed, inTree, type Meeting, mapValues, type Peers, show, type World } from '@kindling/core';
import { partsOf } from './parts.ts';
import { sumTensors } from './sumTensors.ts';

/** Who decides in which order numbers are added: we, as a tree over shards, or the library. */
export type Order = 'tree' | 'engine';

const meetings: readonly Meeting[] = ['begin', 'step', 'end of the data', 'evaluation', 'end of the epoch'];
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
  let agreed: Agreed = { end: 'go', by: 0 };

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
    meet: (where, { end, steps, learningRate }) => {
      const told = gather([meetings.indexOf(where), ends.indexOf(end ?? 'go'), steps, learningRate ?? -1]);
      const [wishes, places] = [told.map(([, wish]) => wish!), told.map(([place]) => place!)];
      const strongest = Math.max(...wishes);
      agreed = { end: ends[strongest]!, by: wishes.indexOf(strongest) };
      // Who wants to end comes from anywhere.
      const [here, ...others] = told.map((_, i) => i).filter((i) => wishes[i] === 0);
      if (here === undefined) return agreed;
      const place = (i: number) => `${show(meetings[places[i]!])}, after ${told[i]![2]} steps`;
      for (const other of others) {
        if (places[here] !== places[other] || told[here]![2] !== told[other]![2])
          throw new Error(
            `across: rank ${other} is at ${place(other)}, and rank ${here} at ${place(here)}; ` +
              'every process must have as many batches: shard() cuts a dataset so, stepsPerEpoch does for one without it',
          );
        if (told[here]![3] !== told[other]![3])
          throw new Error(
            `across: rank ${other} trains at the rate ${rateOf(told[other]!)}, and rank ${here} at ${rateOf(told[here]!)}; ` +
              'callbacks must order the same in every process',
          );
      }
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
    parts: (batch, isLevel) => partsOf(batch, own, isLevel),
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

const rateOf = ([, , , rate]: readonly number[]): string => (rate === -1 ? 'that of the optimizer' : String(rate));
