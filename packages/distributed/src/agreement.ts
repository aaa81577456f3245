// internal: what each rank says it is about to do, before it does
import type { Summed } from './world.ts';

export const calls = ['join', 'sum', 'sumInOrder', 'broadcast', 'leave'] as const;

/** What ranks do together. */
export type Call = (typeof calls)[number];

/** What all ranks must say alike: the call, how many arrays, how many numbers in all, and a digest of their lengths. */
export type Notice = readonly [call: number, arrays: number, numbers: number, digest: number];

/** How many float64 numbers a notice is. */
export const noticeLength = 4;

/** FNV-1a over the lengths and the bytes of an element. */
const digestOf = (arrays: readonly Summed[]): number => {
  let digest = 0x811c9dc5;
  for (const { length, BYTES_PER_ELEMENT } of arrays) {
    digest = Math.imul(digest ^ length, 0x01000193);
    digest = Math.imul(digest ^ BYTES_PER_ELEMENT, 0x01000193);
  }
  return digest >>> 0;
};

export const noticeOf = (call: Call, numbers: number, digest = 0, arrays = 1): Notice => [
  calls.indexOf(call),
  arrays,
  numbers,
  digest,
];

export const noticeOfSum = (call: 'sum' | 'sumInOrder', arrays: readonly Summed[]): Notice =>
  noticeOf(
    call,
    arrays.reduce((sum, { length }) => sum + length, 0),
    digestOf(arrays),
    arrays.length,
  );

/** What a notice says, after "rank 1 ". */
const say = ([index, arrays, numbers]: Notice): string => {
  const call = calls[index] ?? 'something of another version';
  if (call === 'leave') return 'leaves';
  if (call === 'join') return `joins with ${numbers} shards`;
  if (call === 'broadcast') return `is in broadcast of ${numbers} bytes`;
  return `is in ${call} of ${numbers} numbers in ${arrays} ${arrays === 1 ? 'array' : 'arrays'}`;
};

/** Why ranks cannot go on together, by the first that says something else than rank 0; undefined where all agree. */
export const disagreement = (notices: readonly Notice[]): string | undefined => {
  const first = notices[0]!;
  const rank = notices.findIndex((notice) => notice.some((value, i) => value !== first[i]));
  if (rank === -1) return undefined;
  const [ours, theirs] = [say(first), say(notices[rank]!)];
  return `rank 0 ${ours}, and rank ${rank} ${theirs}${ours === theirs ? ', of other lengths or types' : ''}`;
};
