import type { World } from '@kindling/core';
import type { Labelled } from '@kindling/data';
import { UsageError } from '../cli/command.ts';
import type { Settings } from './settings.ts';

/** Numbers of processes that `shards` can be shared out among. */
const sizesFor = (shards: number): readonly number[] =>
  Array.from({ length: shards }, (_, i) => i + 1).filter(
    (size) => size === 1 || (shards % size === 0 && Number.isInteger(Math.log2(shards / size))),
  );

/**
 * The shards of a run: those that were chosen, or one a process; undefined where one process has one.
 *
 * @throws UsageError where they can't be shared out, or a batch can't be cut into them
 */
export const requireShards = (
  { shards, batch }: Pick<Settings, 'shards' | 'batch'>,
  processes: number,
): number | undefined => {
  const count = shards ?? 1;
  const sizes = sizesFor(count);
  if (!sizes.includes(processes)) {
    throw new UsageError(
      `train: ${count} shards can't be shared out among ${processes} processes; start ${sizes.join(', ')}, or begin a run with --shards ${processes} or ${2 * processes}`,
    );
  }
  if (batch % count !== 0) {
    throw new UsageError(
      `train: a batch is cut into ${count} shards of one size, so --batch must be a multiple of ${count}, got ${batch}; take ${Math.ceil(batch / count) * count}`,
    );
  }
  return shards;
};

/** @throws UsageError where some shard would have no picture */
export const requirePictures = ({ shards = 1 }: Pick<Settings, 'shards'>, { train, test }: Labelled): void => {
  for (const [flag, { x }] of [
    ['--train', train],
    ['--test', test],
  ] as const) {
    if (x.shape[0] < shards) {
      throw new UsageError(`train: ${flag} must be at least ${shards}, a picture for each shard, got ${x.shape[0]}`);
    }
  }
};

/** The processes, and the shards of the run that they train. */
export const sharing = (world: World, { shards = 1 }: Pick<Settings, 'shards'>): World => ({ ...world, shards });
