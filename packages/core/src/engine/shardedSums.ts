import type { Program } from './engine.ts';
import type { HostSums } from './hostSums.ts';
import type { Peers } from './peers.ts';
import { createSums, type Sums } from './sums.ts';

/** Sums of one phase: those of each shard alone, and what they come to over all shards of all processes. */
export interface ShardedSums {
  readonly shards: readonly Sums[];
  clear(): void;
  fold(): Promise<void>;
  /** Collective: all processes call it. */
  read(): Promise<HostSums>;
  logs(): Promise<Readonly<Record<string, number>>>;
  dispose(): void;
}

/** The same numbers for any number of processes: a shard's sums are its own until the end, then added in order. */
export const createShardedSums = (
  program: Pick<Program<never, never, never>, 'sums' | 'results'>,
  { world: { size, shards: all }, total }: Pick<Peers, 'world' | 'total'>,
): ShardedSums => {
  const shards = Array.from({ length: all / size }, () => createSums(program));
  const [first] = shards as [Sums];
  const read = async (): Promise<HostSums> => total(await Promise.all(shards.map((each) => each.read())));
  return {
    shards,
    clear: () => {
      for (const each of shards) each.clear();
    },
    fold: async () => void (await Promise.all(shards.map((each) => each.fold()))),
    read,
    logs: async () => first.logsOf(await read()),
    dispose: () => {
      for (const each of shards) each.dispose();
    },
  };
};
