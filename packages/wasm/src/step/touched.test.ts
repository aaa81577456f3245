import { describe, expect, it } from 'vitest';
import { integers } from '../assembler/func.ts';
import type { ModuleBuilder } from '../assembler/module.ts';
import { i32 } from '../assembler/scalars.ts';
import { placeOf } from '../recording/places.ts';
import type { Region } from '../recording/recording.ts';
import { narrow } from '../simd.ts';
import { touchedBy, waitsOf, writesOf } from './touched.ts';

it('a kernel’s code says what it writes', () => {
  const writing = (m: ModuleBuilder): void => {
    m.func('run', integers('x', 'y', 'table'), (f, { x, y, table }) => {
      f.store(y, i32.load(x));
      f.store(i32.load(table), i32.load(x));
    });
  };
  expect(writesOf(writing, { simd: narrow })).toEqual(new Set([1, -3]));
});

const made: Region = { kind: 'made', bytes: 4 };
const launch = (...args: number[]) => ({
  of: 'A',
  key: 'A',
  write: () => undefined,
  args,
  split: { count: 1, work: 1 },
});

it('a launch touches the regions of its places, and those that its tables name', () => {
  const regions: Region[] = [made, made, { kind: 'table', words: [placeOf(3), 7] }, made];
  const touched = touchedBy(launch(placeOf(0) + 4, placeOf(1), placeOf(2), 12), new Set([1, -3]), regions);
  expect(touched).toEqual({ all: new Set([0, 1, 2, 3]), written: new Set([1, 3]), read: new Set([0, 2]) });
});

describe('a launch waits', () => {
  const touching = (reads: readonly number[], writes: readonly number[]) => ({
    all: new Set([...reads, ...writes]),
    written: new Set(writes),
  });

  it('for who wrote what it reads, and not for who reads it too', () => {
    expect(waitsOf([touching([], [1]), touching([1], [2]), touching([1], [3])])).toEqual([[], [0], [0]]);
  });

  it('for who reads what it writes', () => {
    expect(waitsOf([touching([], [1]), touching([1], [2]), touching([1], [3]), touching([], [1])])).toEqual([
      [],
      [0],
      [0],
      [0, 1, 2],
    ]);
  });

  it('for who wrote what it writes', () => {
    expect(waitsOf([touching([], [1]), touching([], [1]), touching([1], [])])).toEqual([[], [0], [1]]);
  });
});
