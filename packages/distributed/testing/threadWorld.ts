// Worlds of threads: tests of many ranks in one process, without MPI, with the bits of MPI's `sumInOrder`.
import { Worker } from 'node:worker_threads';
import { disagreement, type Notice, noticeLength, noticeOf, noticeOfSum } from '../src/agreement.ts';
import { addInOrder } from '../src/tree.ts';
import type { Summed, World } from '../src/world.ts';

export interface ThreadOptions {
  /** Default: as many as there are ranks. */
  readonly shards?: number | undefined;
  /** In seconds; default: 20. */
  readonly limit?: number | undefined;
  /** Each rank waits for a random time before each meeting, so that other orders come to light. Default: none. */
  readonly delays?: { readonly seed: number; readonly milliseconds: number } | undefined;
  /** What the program gets beside its world: plain data. */
  readonly data?: unknown;
}

/** What the module of a program exports by default. */
export type ThreadProgram<T> = (world: World, data: never) => T | Promise<T>;

/** What ended a world of threads before its end: `code` as a job would have it. */
export class WorldEndedError extends Error {
  override readonly name = 'WorldEndedError';
  readonly code: number;
  /** The rank that ended it; another's thread does not know why. */
  readonly first: boolean;

  constructor(code: number, reason: string, first: boolean) {
    super(reason);
    this.code = code;
    this.first = first;
  }
}

/** What a thread gets. */
export interface Seat {
  readonly rank: number;
  readonly size: number;
  readonly shards: number;
  readonly limit: number;
  readonly delays: ThreadOptions['delays'];
  readonly memory: SharedArrayBuffer;
  readonly program: string;
  readonly data: unknown;
}

/** What a thread answers with. */
export type Answer =
  | { readonly value: unknown }
  | { readonly ended: { readonly code: number; readonly reason: string; readonly first: boolean } }
  | { readonly error: unknown };

/** Bytes for the numbers of one rank: longer arrays go in pieces. */
const room = 1 << 18;

/** The first words: how many have come, how many meetings there were, and the code of an end, or 0. */
const [arrived, meetings, ended] = [0, 1, 2];
const noticesAt = 64;

const bytesOf = (size: number): number => noticesAt + size * (noticeLength * 8 + room);

/** Mulberry32. */
const randomOf = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** The world of a thread, and whether it was left. */
export const threadWorld = (seat: Seat): { readonly world: World; readonly hasLeft: () => boolean } => {
  const { rank, size, shards, limit, delays, memory } = seat;
  const words = new Int32Array(memory, 0, 16);
  const nap = new Int32Array(new SharedArrayBuffer(4));
  const random = delays && randomOf(delays.seed * 1009 + rank);
  const end = (code: number, reason: string): never => {
    Atomics.compareExchange(words, ended, 0, code);
    Atomics.add(words, meetings, 1);
    Atomics.notify(words, meetings);
    throw new WorldEndedError(code, reason, true);
  };
  const check = (): void => {
    const code = Atomics.load(words, ended);
    if (code !== 0) throw new WorldEndedError(code, `rank ${rank} was ended by another`, false);
  };
  /** Until all have come. */
  const meet = (what: string, seconds: number): void => {
    if (random) Atomics.wait(nap, 0, 0, random() * delays.milliseconds);
    check();
    const meeting = Atomics.load(words, meetings);
    if (Atomics.add(words, arrived, 1) === size - 1) {
      Atomics.store(words, arrived, 0);
      Atomics.add(words, meetings, 1);
      Atomics.notify(words, meetings);
    } else if (Atomics.wait(words, meetings, meeting, seconds * 1000) === 'timed-out') {
      end(75, `rank ${rank} waited ${seconds} s for the others in ${what}`);
    }
    check();
  };
  const notices = new Float64Array(memory, noticesAt, size * noticeLength);
  const agree = (notice: Notice, what: string, seconds: number): void => {
    notices.set(notice, rank * noticeLength);
    meet(what, seconds);
    const all = Array.from(
      { length: size },
      (_, r) => [...notices.subarray(r * noticeLength, (r + 1) * noticeLength)] as unknown as Notice,
    );
    const wrong = disagreement(all);
    meet(what, seconds);
    if (wrong !== undefined) end(70, wrong);
  };
  const slot = (of: number) => noticesAt + size * noticeLength * 8 + of * room;
  const copies = (array: Summed): readonly Summed[] => {
    const Kind = array.constructor as Float32ArrayConstructor;
    return Array.from({ length: size }, (_, r) => new Kind(memory, slot(r), array.length));
  };
  let left = false;
  const requireHere = (owner: string): void => {
    if (left) throw new Error(`${owner}: this world was left`);
  };
  const each = (arrays: readonly Summed[], what: string, seconds: number, add: (all: readonly Summed[]) => Summed) => {
    for (const array of arrays) {
      const most = room / array.BYTES_PER_ELEMENT;
      for (let from = 0; from < array.length; from += most) {
        const piece = array.subarray(from, from + most);
        copies(piece)[rank]!.set(piece);
        meet(what, seconds);
        piece.set(add(copies(piece).map((copy) => copy.slice())));
        meet(what, seconds);
      }
    }
  };
  const world: World = {
    rank,
    size,
    shards,
    limit,
    leads: rank === 0,
    // From the last rank to the first: another order than the tree's.
    sum: (arrays, seconds = limit) => {
      requireHere('sum');
      agree(noticeOfSum('sum', arrays), 'sum', seconds);
      each(arrays, 'sum', seconds, (all) =>
        all.reduceRight((sum, next) => {
          for (let i = 0; i < sum.length; i++) sum[i]! += next[i]!;
          return sum;
        }),
      );
    },
    sumInOrder: (arrays, seconds = limit) => {
      requireHere('sumInOrder');
      agree(noticeOfSum('sumInOrder', arrays), 'sumInOrder', seconds);
      each(arrays, 'sumInOrder', seconds, (all) => {
        addInOrder(all);
        return all[0]!;
      });
    },
    broadcast: (bytes, seconds = limit) => {
      requireHere('broadcast');
      agree(noticeOf('broadcast', bytes.byteLength), 'broadcast', seconds);
      for (let from = 0; from < bytes.length; from += room) {
        const piece = bytes.subarray(from, from + room);
        const shared = new Uint8Array(memory, slot(0), piece.length);
        if (rank === 0) shared.set(piece);
        meet('broadcast', seconds);
        piece.set(shared);
        meet('broadcast', seconds);
      }
    },
    leave: () => {
      if (left) return;
      agree(noticeOf('leave', 0), 'leave', limit);
      left = true;
    },
    abort: (code, reason) => end(code, `rank ${rank}: ${reason}`),
  };
  return { world, hasLeft: () => left };
};

/**
 * Runs a program on `size` threads, which meet as the ranks of a world; what it gives on each of them. The program is a
 * module that exports a function by default.
 *
 * A program that does not leave its world ends it, as one of processes does. Rejects with the first error of a rank, or
 * the `WorldEndedError` of the one that ended the world.
 */
export const runThreads = async <T>(
  size: number,
  program: URL | string,
  { shards = size, limit = 20, delays, data }: ThreadOptions = {},
): Promise<readonly T[]> => {
  const memory = new SharedArrayBuffer(bytesOf(size));
  const words = new Int32Array(memory, 0, 16);
  const answers = await Promise.all(
    Array.from({ length: size }, (_, rank) => {
      const seat: Seat = { rank, size, shards, limit, delays, memory, program: String(program), data };
      const worker = new Worker(new URL('./threadMain.ts', import.meta.url), {
        workerData: seat,
        execArgv: ['--conditions=@kindling/source'],
      });
      return new Promise<Answer>((resolve) => {
        worker.once('message', (answer: Answer) => resolve(answer));
        worker.once('error', (error) => resolve({ error }));
        worker.once('exit', (code) => resolve({ error: new Error(`the thread of rank ${rank} ended with ${code}`) }));
      }).then((answer) => {
        if ('value' in answer) return answer;
        // The others wait for it in vain.
        Atomics.compareExchange(words, ended, 0, 'ended' in answer ? answer.ended.code : 1);
        Atomics.add(words, meetings, 1);
        Atomics.notify(words, meetings);
        return answer;
      });
    }),
  );
  const failed = answers.find((answer) => 'error' in answer);
  if (failed) throw failed.error;
  const ends = answers.flatMap((answer) => ('ended' in answer ? [answer.ended] : []));
  const told = ends.find(({ first }) => first) ?? ends[0];
  if (told) throw new WorldEndedError(told.code, told.reason, true);
  return answers.map((answer) => ('value' in answer ? answer.value : undefined) as T);
};
