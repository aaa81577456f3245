// internal: the world of an MPI
import { type Call, disagreement, type Notice, noticeLength, noticeOf, noticeOfSum } from '../../agreement.ts';
import { lender, pack } from '../../pack.ts';
import { requireHere, requireSums } from '../../requireSums.ts';
import { guard, nap, type Watch } from '../../watch.ts';
import type { World } from '../../world.ts';
import type { Begun, Calls } from './calls.ts';
import { sumInOrder } from './sumInOrder.ts';

/** In bytes: longer broadcasts go in pieces. */
const piece = 2 ** 30;

/** In milliseconds: rank 0 tells of what all see; the others would only say it again. */
const courtesy = 1000;

export interface MpiWorldOptions {
  readonly shards: number;
  readonly limit: number;
}

/** What every rank tells every other before each call: nobody begins one that others do not. */
const agreement = ({ rank, size, send, receive }: Calls, watch: Watch) => {
  const ours = new Float64Array(new ArrayBuffer(8 * noticeLength));
  const theirs = Array.from({ length: size }, () => new Float64Array(new ArrayBuffer(8 * noticeLength)));
  const bytes = (numbers: Float64Array): Uint8Array => new Uint8Array(numbers.buffer);
  const others = Array.from({ length: size }, (_, r) => r).filter((r) => r !== rank);
  return (notice: Notice, what: Call, limit: number): void => {
    ours.set(notice);
    theirs[rank]!.set(notice);
    const received = others.map((r) => ({ r, done: receive(bytes(theirs[r]!), r) }));
    const sent = others.map((r) => send(bytes(ours), r));
    watch.wait([...received.map(({ done }) => done), ...sent], what, limit, () =>
      received.filter(({ done }) => !done()).map(({ r }) => r),
    );
    const wrong = disagreement(theirs.map((numbers) => [...numbers] as unknown as Notice));
    if (wrong === undefined) return;
    if (rank !== 0) nap(courtesy);
    watch.end(70, wrong);
  };
};

/** The world of ranks that have joined. */
export const mpiWorld = (calls: Calls, watch: Watch, { shards, limit }: MpiWorldOptions): World => {
  const { rank, size } = calls;
  const agree = agreement(calls, watch);
  const packs = lender();
  const lend = lender();
  let left = false;
  const waiting =
    (what: Call, seconds: number) =>
    (begun: readonly Begun[]): void =>
      watch.wait(begun, what, seconds);
  agree(noticeOf('join', shards), 'join', limit);
  return {
    rank,
    size,
    shards,
    leads: rank === 0,
    limit,
    sum: (arrays, seconds = limit) => {
      requireHere('sum', left, seconds);
      requireSums('sum', arrays);
      agree(noticeOfSum('sum', arrays), 'sum', seconds);
      const packed = pack(arrays, packs);
      waiting('sum', seconds)(packed.arrays.map((array) => calls.sum(array)));
      packed.unpack();
    },
    sumInOrder: (arrays, seconds = limit) => {
      requireHere('sumInOrder', left, seconds);
      requireSums('sumInOrder', arrays);
      agree(noticeOfSum('sumInOrder', arrays), 'sumInOrder', seconds);
      const packed = pack(arrays, packs);
      sumInOrder(calls, packed.arrays, lend, waiting('sumInOrder', seconds));
      packed.unpack();
    },
    broadcast: (bytes, seconds = limit) => {
      requireHere('broadcast', left, seconds);
      agree(noticeOf('broadcast', bytes.length), 'broadcast', seconds);
      for (let from = 0; from < bytes.length; from += piece) {
        waiting('broadcast', seconds)([calls.broadcast(bytes.subarray(from, from + piece))]);
      }
    },
    leave: () => {
      if (left) return;
      agree(noticeOf('leave', 0), 'leave', limit);
      left = true;
      const release = guard(limit, `kindling: rank ${rank} waited ${limit} s for MPI to end; it is killed`);
      calls.finalize();
      release();
      watch.dismiss();
    },
    abort: (code, reason) => watch.end(code, `rank ${rank}: ${reason}`),
  };
};
