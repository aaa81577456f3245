import { expect, it } from 'vitest';
import type { Launch } from '../recording/recording.ts';
import { chunksIn, phasesOf, phaseText, workOf } from './phases.ts';

const launch = (of: string, work: number, count = 64, grain = 1): Launch => ({
  of,
  key: `${of} each`,
  write: () => undefined,
  args: [],
  split: { count, grain, work },
});
/** Each launch waits for those that it names, by their places. */
const texts = (threads: number, ...given: readonly (readonly [Launch, ...number[]])[]) => {
  const [launches, waits] = [given.map(([each]) => each), given.map(([, ...others]) => others)];
  return phasesOf(launches, waits, threads).map(phaseText);
};

it('what waits for another is in a later phase', () => {
  expect(texts(3, [launch('A', 12_000)], [launch('B', 12_000), 0], [launch('C', 12_000), 1])).toEqual([
    'A each x 3',
    'B each x 3',
    'C each x 3',
  ]);
});

it('what waits for nobody is side by side, the longest first', () => {
  expect(texts(2, [launch('A', 10)], [launch('B', 30_000)], [launch('C', 90_000)])).toEqual([
    'C each x 2 | B each x 2 | A each x 1',
  ]);
});

it('little work is done by one thread, and what waits for it follows there', () => {
  expect(texts(3, [launch('A', 10)], [launch('B', 11_999), 0], [launch('C', 12_000), 1], [launch('D', 10), 2])).toEqual(
    ['A each; B each x 1', 'C each x 3', 'D each x 1'],
  );
});

it('what waits for two that are side by side comes after both', () => {
  expect(texts(2, [launch('A', 10)], [launch('B', 20)], [launch('C', 10), 0, 1], [launch('D', 10), 2])).toEqual([
    'B each x 1 | A each x 1',
    'C each; D each x 1',
  ]);
});

it('much work is cut finer, but never below the grain', () => {
  expect(texts(4, [launch('A', 1e6)])).toEqual(['A each x 8']);
  expect(texts(4, [launch('A', 1e6, 64, 32)])).toEqual(['A each x 2']);
  expect(texts(4, [launch('A', 1e6, 3)])).toEqual(['A each x 3']);
});

it('one thread has one group, in order', () => {
  expect(texts(1, [launch('A', 1e6)], [launch('B', 5)])).toEqual(['A each; B each x 1']);
});

it('a chunk’s work is its share', () => {
  const phases = phasesOf([launch('A', 1e6), launch('B', 10)], [[], []], 2);
  expect(phases.map(({ groups }) => groups.map(workOf))).toEqual([[250_000, 10]]);
  expect(phases.map(chunksIn)).toEqual([5]);
});

it('a kernel whose key does not name it is named beside', () => {
  const groups = [{ launches: [{ ...launch('Relu', 1), key: 'unary' }], chunks: 1 }];
  expect(phaseText({ groups })).toBe('Relu: unary x 1');
});
