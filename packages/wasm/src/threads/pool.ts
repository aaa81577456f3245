// internal: threads that take parts of kernels

import type { Thread } from '@kindling/core';
import { threading } from '@kindling/core';
import { type Heap, type Kernel, scratchBytes } from '../kernel.ts';
import { alignment, cells, cellsFor, mostArguments, orders } from './control.ts';
import { partsOf } from './parts.ts';
import { createTeam, spin, tact } from './team.ts';
import { program } from './worker.ts';

export interface Pool {
  /** This thread and the workers. */
  readonly threads: number;
  /** Lets go of what workers have compiled of it; it can still be run. */
  forget(kernel: Kernel): void;
  /**
   * Runs parts [0, count) of a kernel, split evenly at multiples of `grain`, and returns when all are done.
   *
   * @throws Where a part fails; the pool goes on. Where a worker has died: then it does not.
   */
  run(kernel: Kernel, args: readonly number[], count: number, grain: number, scratch: number): void;
  /** @throws Where a worker has died: what is done without it is an error, too, so that it is told at once. */
  requireAlive(): void;
  dispose(): void;
}

const remedy = 'undo what install() returned and install again';

/**
 * This thread and `threads - 1` workers on a heap of shared memory.
 *
 * @param patience How long to wait for a worker, in ms, before treating it as dead.
 * @throws Where no worker starts: a Content-Security-Policy without `worker-src blob:`, Node's permissions.
 */
export const createPool = async (heap: Heap, threads: number, patience = 10_000): Promise<Pool> => {
  const { memory } = heap;
  const held = new Set<number>();
  const allocate = (bytes: number): number => {
    const address = heap.allocate(bytes);
    held.add(address);
    return address;
  };
  const free = (address: number): void => {
    if (held.delete(address)) heap.free(address);
  };
  const freeAll = (): void => held.forEach(free);

  const count = cellsFor(threads);
  const control = Math.ceil(allocate(4 * count + alignment) / alignment) * alignment;
  const state = new Int32Array(memory.buffer, control, count).fill(0);
  const common = { memory, control, count, cells, orders, spin, tact };
  const ofWorker = (i: number) => ({ ...common, thread: i + 1, scratch: allocate(scratchBytes) });
  const workers = await startAll(Array.from({ length: threads - 1 }, (_, i) => ofWorker(i))).catch((error) => {
    freeAll();
    throw error;
  });

  /** Where workers have a kernel; a place that is free again goes to the next one, which takes its code away. */
  const places = new Map<number, number>();
  const freePlaces: number[] = [];
  let closed: Error | undefined;

  /** What a dead worker leaves behind can't be trusted, and one that is only late may still write. */
  const giveUp = (reason: string): Error => {
    closed = new Error(`threads: ${reason}; ${remedy}`);
    void terminateAll(workers).then(freeAll);
    return closed;
  };
  const requireAlive = (): void => {
    if (closed !== undefined) throw closed;
    const dead = workers.findIndex((worker) => worker.end() !== undefined);
    if (dead >= 0) throw giveUp(`thread ${dead + 1} of ${threads} has died: ${workers[dead]!.end()}`);
  };
  const late = (ms: number): Error => giveUp(`a worker has not answered for ${ms} ms`);
  const team = createTeam(state, workers.length, patience, late);
  const requireSuccess = (): void => {
    const failed = state[cells.failed];
    if (failed !== 0) throw new Error(`threads: thread ${failed} of ${threads} failed: ${messageOf(state)}`);
  };
  /** Has every worker compile it. */
  const load = ({ id, code }: Kernel): number => {
    const place = freePlaces.at(-1) ?? places.size;
    const address = allocate(code.length);
    new Uint8Array(memory.buffer, address, code.length).set(code);
    state.set([place, address, code.length], cells.loaded);
    team.order(orders.load);
    free(address);
    requireSuccess();
    freePlaces.pop();
    places.set(id, place);
    return place;
  };

  return {
    threads,
    forget: ({ id }) => {
      const place = places.get(id);
      if (place === undefined) return;
      places.delete(id);
      freePlaces.push(place);
    },
    run: (kernel, args, count, grain, scratch) => {
      const { id, run } = kernel;
      requireAlive();
      if (args.length > mostArguments) {
        throw new RangeError(`threads: a kernel takes at most ${mostArguments} arguments, got ${args.length}`);
      }
      const place = places.get(id) ?? load(kernel);
      const parts = partsOf(count, grain, threads);
      state[cells.kernel] = place;
      state[cells.count] = args.length;
      state.set(args, cells.args);
      state.set(parts, cells.parts);
      team.share(parts.length / 2, (part) => run(...args, parts[2 * part]!, parts[2 * part + 1]!, scratch));
      requireSuccess();
    },
    requireAlive,
    dispose: () => {
      try {
        requireAlive();
        team.order(orders.stop);
      } catch {
        return; // what has died is terminated already, and freed then
      }
      closed = new Error(`threads: they have ended; ${remedy}`);
      void terminateAll(workers);
      freeAll();
    },
  };
};

const startAll = async (data: readonly unknown[]): Promise<Thread[]> => {
  const workers: Thread[] = [];
  try {
    for (const each of data) workers.push(threading.startThread(program, each));
    await Promise.all(workers.map((worker) => worker.ready));
    return workers;
  } catch (error) {
    for (const { ready } of workers) ready.catch(() => undefined);
    await terminateAll(workers);
    throw new Error(`threads: a worker does not start: ${(error as Error).message}`);
  }
};

const terminateAll = (workers: readonly Thread[]): Promise<unknown> =>
  Promise.all(workers.map((worker) => worker.terminate()));

const messageOf = (state: Int32Array): string => {
  const { buffer, byteOffset } = state;
  return new TextDecoder().decode(new Uint8Array(buffer, byteOffset + 4 * cells.text, state[cells.message]).slice());
};
