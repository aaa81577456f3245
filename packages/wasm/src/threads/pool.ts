// internal: threads that wait for parts of kernels
import { platform } from '#platform';
import type { Thread } from '../platform/platform.ts';
import { type Heap, type Kernel, scratchBytes } from '../runtime.ts';
import { alignment, cells, commands, controlBytes, messageBegin, messageBytes, mostArguments } from './control.ts';
import { forkJoin, spin } from './forkJoin.ts';
import { partsOf } from './parts.ts';
import { program } from './worker.ts';

export interface Pool {
  /** This thread and the workers. */
  readonly threads: number;
  /** Has every worker compile the next kernel, when it is first run. */
  load(bytes: Uint8Array): void;
  /**
   * Runs parts [0, count) of a kernel, split evenly at multiples of `grain`, and returns when all are done. `work` is about
   * how many nanoseconds it takes on one thread: while others still sleep, little work is done here, and they are woken.
   *
   * @throws Where a part fails; the pool goes on. Where a worker has died: then it does not.
   */
  run(kernel: Kernel, args: readonly number[], count: number, grain: number, scratch: number, work?: number): void;
  dispose(): void;
}

/** In ns: less than this is done before a sleeping thread has woken. */
const wakingTime = 1e6;

const remedy = 'undo what install() returned and install again';

/**
 * This thread and `threads - 1` workers on a heap of shared memory.
 *
 * @param patience - After so many ms a worker that should long be done is held to be dead.
 * @throws Where no worker starts: a Content-Security-Policy without `worker-src blob:`, Node's permissions.
 */
export const createPool = async (heap: Heap, threads: number, patience = 10_000): Promise<Pool> => {
  const { memory } = heap;
  const block = heap.allocate(controlBytes + alignment);
  const control = Math.ceil(block / alignment) * alignment;
  const state = new Int32Array(memory.buffer, control, controlBytes / 4).fill(0);
  const scratches = Array.from({ length: threads - 1 }, () => heap.allocate(scratchBytes));
  const free = (): void => {
    for (const address of [block, ...scratches.splice(0)]) heap.free(address);
  };
  const common = { memory, control, controlBytes, cells, commands, messageBegin, messageBytes, threads, spin };
  const workers = await startAll(scratches.map((scratch, i) => ({ ...common, thread: i + 1, scratch }))).catch(
    (error) => {
      free();
      throw error;
    },
  );

  const team = forkJoin(state, workers.length);
  const modules: (Uint8Array | undefined)[] = [];
  let closed: Error | undefined;

  /** What a dead worker leaves behind can't be trusted, and one that is only late may still write. */
  const giveUp = (reason: string): Error => {
    closed = new Error(`threads: ${reason}; ${remedy}`);
    void terminateAll(workers).then(free);
    return closed;
  };
  const command = (kind: number, own: () => void): void => {
    state[cells.command] = kind;
    state[cells.failed] = 0;
    team.fork();
    const start = performance.now();
    const thrown = thrownBy(own);
    const mine = performance.now() - start;
    if (!team.join(patience + 10 * mine)) throw giveUp(`a worker has not answered for ${patience} ms`);
    if (thrown !== undefined) throw thrown;
    const failed = state[cells.failed];
    if (failed !== 0) throw new Error(`threads: thread ${failed} of ${threads} failed: ${messageOf(state)}`);
  };
  const load = (id: number, bytes: Uint8Array): void => {
    const address = heap.allocate(bytes.length);
    try {
      new Uint8Array(memory.buffer, address, bytes.length).set(bytes);
      state.set([id, address, bytes.length], cells.kernel);
      command(commands.load, () => undefined);
      modules[id] = undefined;
    } finally {
      if (closed === undefined) heap.free(address);
    }
  };

  return {
    threads,
    load: (bytes) => {
      modules.push(bytes);
    },
    run: ({ id, run }, args, count, grain, scratch, work = Number.POSITIVE_INFINITY) => {
      if (closed !== undefined) throw closed;
      const dead = workers.findIndex((worker) => worker.end() !== undefined);
      if (dead >= 0) throw giveUp(`thread ${dead + 1} of ${threads} has died: ${workers[dead]!.end()}`);
      if (work < wakingTime && team.isAsleep()) {
        team.wake();
        run(...args, 0, count, scratch);
        return;
      }
      const module = modules[id];
      if (module !== undefined) load(id, module);
      if (args.length > mostArguments) {
        throw new RangeError(`threads: a kernel takes at most ${mostArguments} arguments, got ${args.length}`);
      }
      const parts = partsOf(count, grain, threads);
      state[cells.kernel] = id;
      state[cells.count] = args.length;
      state.set(args, cells.args);
      state.set(parts, cells.parts);
      command(commands.run, () => run(...args, parts[0]!, parts[1]!, scratch));
    },
    dispose: () => {
      if (closed !== undefined) return;
      command(commands.stop, () => undefined);
      closed = new Error(`threads: they have ended; ${remedy}`);
      void terminateAll(workers);
      free();
    },
  };
};

const startAll = async (data: readonly unknown[]): Promise<Thread[]> => {
  const workers: Thread[] = [];
  try {
    for (const each of data) workers.push(platform.startThread(program, each));
    await Promise.all(workers.map((worker) => worker.ready));
    return workers;
  } catch (error) {
    for (const { ready } of workers) ready.catch(() => undefined);
    await terminateAll(workers);
    throw new Error(`threads: a worker does not start: ${(error as Error).message}`);
  }
};

const thrownBy = (run: () => void): unknown => {
  try {
    run();
    return undefined;
  } catch (error) {
    return error;
  }
};

const terminateAll = (workers: readonly Thread[]): Promise<unknown> =>
  Promise.all(workers.map((worker) => worker.terminate()));

const messageOf = (state: Int32Array): string => {
  const { buffer, byteOffset } = state;
  return new TextDecoder().decode(new Uint8Array(buffer, byteOffset + messageBegin, state[cells.message]).slice());
};
