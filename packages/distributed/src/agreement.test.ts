import { expect, test } from 'vitest';
import { disagreement, noticeOf, noticeOfSum } from './agreement.ts';

const sums = (...lengths: number[]) =>
  noticeOfSum(
    'sum',
    lengths.map((length) => new Float32Array(length)),
  );

test('who says the same agrees', () => {
  expect(disagreement([sums(3, 4), sums(3, 4), sums(3, 4)])).toBeUndefined();
  expect(disagreement([sums()])).toBeUndefined();
});

test.each([
  [sums(3, 4), sums(3), 'rank 0 is in sum of 7 numbers in 2 arrays, and rank 2 is in sum of 3 numbers in 1 array'],
  [sums(7), noticeOf('leave', 0), 'rank 0 is in sum of 7 numbers in 1 array, and rank 2 leaves'],
  [noticeOf('join', 4), noticeOf('join', 8), 'rank 0 joins with 4 shards, and rank 2 joins with 8 shards'],
  [
    noticeOf('broadcast', 10),
    noticeOfSum('sumInOrder', []),
    'rank 0 is in broadcast of 10 bytes, and rank 2 is in sumInOrder of 0 numbers in 0 arrays',
  ],
])('what differs is told by both (%#)', (ours, theirs, told) => {
  expect(disagreement([ours, ours, theirs])).toBe(told);
});

test.each([
  ['other lengths of one sum', sums(3, 4), sums(4, 3)],
  ['float64 for float32', sums(3), noticeOfSum('sum', [new Float64Array(3)])],
])('%s are told apart', (_, ours, theirs) => {
  expect(disagreement([ours, theirs])).toMatch(
    /^rank 0 is in sum of \d numbers .*, and rank 1 .*, of other lengths or types$/,
  );
});
