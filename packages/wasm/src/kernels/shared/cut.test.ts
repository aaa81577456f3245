import { describe, expect, it } from 'vitest';
import { compiled, firstInt } from '../../../testing/compiled.ts';
import { i32 } from '../../assembler/scalars.ts';
import { type Cut, cutAlike, cutEvenly, cutInto, partsOf, startOf, startsOf } from './cut.ts';

/** Where the code of a kernel finds part `t` to begin, and which of the lengths it has for it. */
const found = (cut: Cut, t: number): { start: number; length: number } => {
  const run = compiled((f, from, to) => {
    const part = f.let(i32.load(from));
    f.store(to, i32.add(cut.start(part), 0));
    cut.choose(f, part, (run) => f.store(to, i32.const(cut.runs[run]!.length), 4));
  });
  const [start, length] = new Int32Array(run(Int32Array.of(t)));
  return { start: start!, length: length! };
};

const lengths = [1, 2, 3, 4, 5, 7, 8, 9, 12, 13, 100];

describe.each([
  ['evenly', cutEvenly],
  ['into', cutInto],
  ['alike', cutAlike],
] as const)('an axis cut %s', (_, cutBy) => {
  it('has parts that follow each other, all of it, as code and as numbers', () => {
    for (const length of lengths) {
      for (const most of [1, 3, 4, 16]) {
        const cut = cutBy(length, most);
        const parts = partsOf(cut);
        expect(parts.length).toBe(cut.count);
        expect(parts.length).toBe(Math.ceil(length / most));
        expect(cut.longest).toBeGreaterThanOrEqual(Math.max(...parts.map((part) => part.length)));
        expect(cut.longest).toBeLessThanOrEqual(most);
        expect(cut.runs.length).toBeLessThanOrEqual(2);
        let end = 0;
        for (const [t, part] of parts.entries()) {
          expect(part.start, `part ${t} of ${length} by ${most}`).toBe(end);
          expect(found(cut, t)).toEqual(part);
          end += part.length;
        }
        expect(end).toBe(length);
      }
    }
  });
});

it('parts cut evenly differ by one at most, the longer ones first; others are whole but the last', () => {
  expect(partsOf(cutEvenly(10, 4)).map(({ length }) => length)).toEqual([4, 3, 3]);
  expect(partsOf(cutInto(10, 4)).map(({ length }) => length)).toEqual([4, 4, 2]);
});

it('nothing has no parts', () => {
  expect(partsOf(cutInto(0, 4))).toEqual([]);
  expect(partsOf(cutEvenly(0, 4))).toEqual([]);
});

it('any number of parts begins where those before have ended', () => {
  for (const [length, parts] of [
    [10, 3],
    [3, 10],
    [8, 4],
    [0, 2],
  ] as const) {
    const run = compiled((f, from, to) => f.store(to, i32.add(startOf(f.let(i32.load(from)), length, parts), 0)));
    const starts = Array.from({ length: parts + 1 }, (_, t) => firstInt(run(Int32Array.of(t))));
    const late = compiled((f, from, to) => {
      const startAt = startsOf(f, i32.load(from, 4), i32.load(from, 8));
      f.store(to, i32.add(startAt(f.let(i32.load(from))), 0));
    });
    expect(starts.map((_, t) => firstInt(late(Int32Array.of(t, length, parts))))).toEqual(starts);
    const sizes = starts.slice(1).map((start, t) => start - starts[t]!);
    expect([starts[0], starts.at(-1)]).toEqual([0, length]);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  }
});

it('axes cut alike share their code, which is told how many parts are the longer ones', () => {
  const [long, other] = [cutAlike(13, 4), cutAlike(100, 4)];
  const lengthsOf = ({ runs }: Cut) => runs.map(({ length }) => length);
  expect([lengthsOf(long), lengthsOf(other), lengthsOf(cutAlike(9, 4))]).toEqual([
    [4, 3],
    [4, 3],
    [4, 3],
  ]);
  expect([lengthsOf(cutAlike(5, 4)), lengthsOf(cutAlike(2, 4)), lengthsOf(cutAlike(1, 4))]).toEqual([[3, 2], [2], [1]]);
  const run = compiled((f, from, to) => {
    const [part, longer] = [f.let(i32.load(from)), f.let(i32.load(from, 4))];
    f.store(to, i32.add(other.start(part, longer), 0));
    other.choose(f, part, (which) => f.store(to, i32.const(other.runs[which]!.length), 4), longer);
  });
  for (const [t, { start, length }] of partsOf(long).entries()) {
    expect([...new Int32Array(run(Int32Array.of(t, long.longer)))].slice(0, 2)).toEqual([start, length]);
  }
});
