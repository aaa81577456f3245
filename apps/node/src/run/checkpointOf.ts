import { join } from 'node:path';
import type { World } from '@kindling/core';
import { type Checkpoint, latestBackup } from '@kindling/train';
import { UsageError } from '../cli/command.ts';
import { files } from './files.ts';

/**
 * Where a run can go on: rank 0 reads it, and gives it to the others, who need not see its disk.
 *
 * @throws UsageError where its folder holds no checkpoint, or none that can be read
 */
export const checkpointOf = async (folder: string, world: World): Promise<Checkpoint> => {
  const path = join(folder, files.checkpoint);
  const found = await latestBackup(path, { world }).catch((error: Error) => {
    throw new UsageError(`train: ${path} can't be read (${error.message}); train anew without --resume`);
  });
  if (found === undefined)
    throw new UsageError(`train: ${folder} has no ${files.checkpoint} to go on from; train anew without --resume`);
  return found;
};
