import { describe, expect, it } from 'vitest';
import { integers } from '../assembler/func.ts';
import { createModule } from '../assembler/module.ts';
import { i32 } from '../assembler/scalars.ts';
import type { Launch } from '../recording/recording.ts';
import { narrow } from '../simd.ts';
import { claimedAt, doneAt, emitPhases, phaseBytes } from './driver.ts';
import type { Phase } from './phases.ts';

/** y[i] += by, for each i of its part. */
const addTo = (y: number, by: number, count: number, grain = 1): Launch => ({
  of: 'Add',
  key: 'add',
  write: (m) =>
    m.func('run', integers('y', 'by', 'begin', 'end', 'scratch'), (f, { y, by, begin, end }) => {
      f.range(begin, end, 1, (i) => {
        const at = f.let(i32.add(y, i32.shl(i, 2)));
        f.store(at, i32.add(i32.load(at), by));
      });
    }),
  args: [y, by],
  split: { count, grain, work: 1000 },
});

const [control, data] = [0, 4096];

const moduleOf = (phases: readonly Phase[], threads: number) => {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536 });
  const module = createModule({ shared: false, simd: narrow });
  emitPhases(module, phases, threads, control, (argument) => argument);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module.bytes()), { env: { memory } });
  const words = new Int32Array(memory.buffer);
  const take = (count: number) => [...words.subarray(data / 4, data / 4 + count)];
  return { run: exports.run as (begin: number, end: number, scratch: number) => void, words, take };
};

describe.each([1, 2])('for %i threads', (threads) => {
  it('does each launch once, in order, all of it', () => {
    const phases: Phase[] = [
      { groups: [{ launches: [addTo(data, 1, 10), addTo(data, 2, 3)], chunks: 1 }] },
      { groups: [{ launches: [addTo(data, 10, 11, 4)], chunks: 3 }] },
      { groups: [{ launches: [addTo(data + 4, 100, 2)], chunks: 2 }] },
    ];
    const { run, take } = moduleOf(phases, threads);
    run(0, 1, 0);
    expect(take(12)).toEqual([13, 113, 113, 11, 11, 11, 11, 11, 11, 11, 10, 0]);
  });
});

/** The word of a phase at so many bytes. */
const wordOf = (phase: number, bytes: number): number => (control + phaseBytes(2) * phase + bytes) / 4;

it('a chunk that somebody else has claimed is his, and is waited for only so long', () => {
  const phases: Phase[] = [
    { groups: [{ launches: [addTo(data, 1, 4)], chunks: 2 }] },
    { groups: [{ launches: [addTo(data, 10, 4)], chunks: 2 }] },
  ];
  const { run, words, take } = moduleOf(phases, 2);
  words[wordOf(0, claimedAt(0))] = 1;
  run(0, 1, 0);
  expect(take(4)).toEqual([0, 0, 1, 1]);
  expect(words[wordOf(0, doneAt(2))]).toBe(1);
  expect(words[wordOf(1, claimedAt(0))]).toBe(0);
});

it('a thread does its own share first, then what is left of the others’', () => {
  const { run, words, take } = moduleOf([{ groups: [{ launches: [addTo(data, 1, 8)], chunks: 4 }] }], 2);
  words[wordOf(0, claimedAt(0))] = 1; // thread 0 is at its first chunk
  words[wordOf(0, doneAt(2))] = 1;
  run(1, 2, 0);
  expect(take(8)).toEqual([0, 0, 1, 1, 1, 1, 1, 1]);
  expect([words[wordOf(0, claimedAt(1))], words[wordOf(0, claimedAt(0))]]).toEqual([3, 3]); // each once too often
});

it('groups of a phase each have their own chunks', () => {
  const groups = [
    { launches: [addTo(data, 1, 4)], chunks: 2 },
    { launches: [addTo(data + 16, 10, 2), addTo(data + 16, 100, 2)], chunks: 1 },
    { launches: [addTo(data + 24, 7, 3)], chunks: 3 },
    { launches: [addTo(data + 36, 5, 1)], chunks: 1 },
  ];
  const { run, words, take } = moduleOf([{ groups }], 2);
  words[wordOf(0, claimedAt(0))] = 1; // the first chunk is somebody else's
  words[wordOf(0, doneAt(2))] = 1;
  run(0, 1, 0);
  expect(take(10)).toEqual([0, 0, 1, 1, 110, 110, 7, 7, 7, 5]);
});

it('who comes when all is done does nothing', () => {
  const { run, take } = moduleOf([{ groups: [{ launches: [addTo(data, 1, 4)], chunks: 2 }] }], 2);
  run(0, 1, 0);
  run(1, 2, 0);
  expect(take(4)).toEqual([1, 1, 1, 1]);
});

it('parts that are none are not called', () => {
  const { run, take } = moduleOf([{ groups: [{ launches: [addTo(data, 1, 2), addTo(data, 10, 5)], chunks: 4 }] }], 2);
  run(0, 1, 0);
  expect(take(6)).toEqual([11, 11, 10, 10, 10, 0]);
});
