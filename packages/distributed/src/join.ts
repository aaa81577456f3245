import { isMainThread } from 'node:worker_threads';
import { optional, positiveInteger, positiveNumber, readOptions, withDefault } from '@kindling/core/options';
import { guard, type Watch, watch } from './watch.ts';
import type { World } from './world.ts';
import { alone } from './worlds/alone.ts';
import { startMpi } from './worlds/mpi/calls.ts';
import { type Launcher, launcherOf } from './worlds/mpi/launcher.ts';
import { openKoffi, openLibrary } from './worlds/mpi/library.ts';
import { mpiWorld } from './worlds/mpi/mpiWorld.ts';

export interface JoinOptions {
  /**
   * Into how many parts each global batch is cut. The bits of a run hang on it, and not on the number of processes; for
   * each of these it must be a multiple by a power of two: 8 shards are for 1, 2, 4 or 8 processes, 6 for 3 or 6, and
   * for 1. Default: the number of processes.
   */
  shards?: number | undefined;
  /** In seconds: how long a process waits for the others before it ends the job with 75. Default: 60. */
  limit?: number | undefined;
}

/** So that sums over ranks are parts of the tree over shards. */
const requireShards = (shards: number, size: number): void => {
  const each = shards / size;
  if (size === 1 || (Number.isInteger(each) && Number.isInteger(Math.log2(each)))) return;
  const sizes = Array.from({ length: shards }, (_, i) => i + 1).filter(
    (n) => n === 1 || (shards % n === 0 && Number.isInteger(Math.log2(shards / n))),
  );
  throw new RangeError(
    `join: shards must be ${size} processes times a power of two, got ${shards}; start ${sizes.join(', ')} processes for ${shards} shards, or take ${size} or ${2 * size} shards`,
  );
};

/** MPI starts once in a process, and not again after its end. */
let joined = false;

const joinMpi = async (launcher: Launcher, given: number | undefined, limit: number): Promise<World> => {
  if (launcher.size !== undefined && given !== undefined) requireShards(given, launcher.size);
  if (!isMainThread) {
    throw new Error(
      'join: MPI is called from the main thread alone, and this is a worker; join there, and hand it work',
    );
  }
  if (process.platform === 'win32') {
    throw new Error(`join: ${launcher.name} started this process, and on Windows no MPI (MS-MPI) is known; use WSL`);
  }
  if (joined) throw new Error('join: this process has joined already, and MPI starts once; hand its world around');
  const koffi = await openKoffi(launcher);
  const opened = openLibrary(koffi, launcher, process.env);
  joined = true;
  const of = launcher.size === undefined ? '' : ` of ${launcher.size}`;
  const release = guard(
    limit,
    `kindling: rank ${launcher.rank}${of} waited ${limit} s for the others in join; it is killed`,
  );
  let over: Watch | undefined;
  const calls = startMpi(koffi, opened, (text) => {
    if (over) return over.end(75, `rank ${launcher.rank}: ${text}`);
    throw new Error(`join: ${text}`);
  });
  release();
  over = watch(calls.rank, calls.abort);
  if (launcher.size !== undefined && calls.size !== launcher.size) {
    over.end(
      1,
      `rank ${launcher.rank}: join: ${launcher.name} started ${launcher.size} processes, and ${opened.file} (${opened.version.slice(0, 40)}) sees ${calls.size}: it does not belong to it; name the right one in KINDLING_MPI_LIBRARY`,
    );
  }
  const shards = given ?? calls.size;
  requireShards(shards, calls.size);
  return mpiWorld(calls, over, { shards, limit });
};

/**
 * Joins the processes that `mpirun`, `srun` or another launcher of MPI started together with this one, by its MPI: Open
 * MPI 4 or 5, MPICH 4 and its kin, or a library with MPI 5's standard interface. Without a launcher it gives a world of
 * one process. MPI is called through the package `koffi`, which is needed under a launcher alone.
 *
 * Tried are Open MPI 4.1 and MPICH 4.0 on Linux. Not tried are Open MPI 5, Intel MPI, Slurm, MPI 5's interface and
 * macOS; on Windows it is refused.
 *
 * From then on a process that ends without `leave` ends the job: with its exit code, or with 70 where that is 0. The
 * job's codes are 75 where others were lost (start it again), 70 where one went alone or called something else than the
 * others (an error in the program), 143 where SIGTERM ended it, and 1 where it failed.
 *
 * @throws RangeError for `shards` that do not fit the number of processes; Error where the launcher's MPI can't be had,
 *   with what to install, in a worker thread, on Windows, and where this process has joined before
 * @example
 * ```ts
 * import { join } from '@kindling/distributed';
 *
 * const world = await join({ shards: 8 }); // mpirun -n 1, 2, 4 or 8 node this.mjs; without it a world of one
 * const numbers = new Float32Array(3).fill(world.rank + 1);
 * world.sumInOrder([numbers]); // in place, with the same bits on every rank
 * if (world.leads) console.log(world.size, numbers);
 * world.leave();
 * ```
 */
export const join = async (options: JoinOptions = {}): Promise<World> => {
  const { shards, limit } = readOptions(
    'join',
    { shards: optional(positiveInteger), limit: withDefault(positiveNumber, 60) },
    options,
  );
  const launcher = launcherOf(process.env);
  return launcher === undefined ? alone(shards ?? 1, limit) : joinMpi(launcher, shards, limit);
};
