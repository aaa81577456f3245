import { expect, it } from 'vitest';
import type { Launch } from '../recording/recording.ts';
import { phasesOf, phaseText, workOf } from './phases.ts';

const launch = (of: string, work: number, count = 64, grain = 1): Launch => ({
  of,
  key: `${of} each`,
  write: () => undefined,
  args: [],
  split: { count, grain, work },
});
const texts = (launches: readonly Launch[], threads: number) => phasesOf(launches, threads).map(phaseText);

it('little work is done by one thread, one after the other', () => {
  expect(texts([launch('A', 10), launch('B', 11_999), launch('C', 12_000), launch('D', 10)], 3)).toEqual([
    'A each; B each x 1',
    'C each x 3',
    'D each x 1',
  ]);
});

it('much work is cut finer, but never below the grain', () => {
  expect(texts([launch('A', 1e6)], 4)).toEqual(['A each x 8']);
  expect(texts([launch('A', 1e6, 64, 32)], 4)).toEqual(['A each x 2']);
  expect(texts([launch('A', 1e6, 3)], 4)).toEqual(['A each x 3']);
});

it('one thread has one phase', () => {
  expect(texts([launch('A', 1e6), launch('B', 5)], 1)).toEqual(['A each; B each x 1']);
});

it('a chunk’s work is its share', () => {
  expect(phasesOf([launch('A', 1e6)], 2).map(workOf)).toEqual([250_000]);
});

it('a kernel whose key does not name it is named beside', () => {
  expect(phaseText({ launches: [{ ...launch('Relu', 1), key: 'unary' }], chunks: 1 })).toBe('Relu: unary x 1');
});
