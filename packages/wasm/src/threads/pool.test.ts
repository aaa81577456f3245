import type { Thread } from '@kindling/core';
import { threading } from '@kindling/core';
import { afterEach, expect, test, vi } from 'vitest';
import { sharedHeap } from '../../testing/sharedHeap.ts';
import { integers } from '../assembler/func.ts';
import { createModule, type ModuleBuilder } from '../assembler/module.ts';
import { i32 } from '../assembler/scalars.ts';
import type { Kernel } from '../kernel.ts';
import { createRuntime, type Runtime } from '../runtime.ts';
import { compile, narrow } from '../simd.ts';
import { mostArguments } from './control.ts';
import type { Payoff } from './payoff.ts';
import { createPool, type Pool } from './pool.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** All is shared, whatever it takes. */
const sharing: Payoff = { shares: () => true, tell: () => undefined };

/** A runtime on shared memory with that many threads, and its pool. */
const start = async (threads: number, patience?: number) => {
  const heap = sharedHeap();
  const pool = await createPool(heap, threads, patience);
  return { heap, pool, runtime: createRuntime(heap, narrow, pool, compile, undefined, sharing) };
};

/** y[i] = 3 x[i] + i, and at marks[i] the scratch of the thread that wrote it. */
const write = (m: ModuleBuilder) =>
  m.func(
    'run',
    { x: 'i32', y: 'i32', marks: 'i32', begin: 'i32', end: 'i32', scratch: 'i32' },
    (f, { x, y, marks, begin, end, scratch }) =>
      f.range(begin, end, 1, (i) => {
        const offset = i32.shl(i, 2);
        f.store(i32.add(y, offset), i32.add(i32.mul(i32.load(i32.add(x, offset)), 3), i));
        f.store(i32.add(marks, offset), scratch);
      }),
  );

/** Traps where `from` <= begin, and else does nothing. */
const trapFrom = (m: ModuleBuilder) =>
  m.func('run', { from: 'i32', begin: 'i32', end: 'i32', scratch: 'i32' }, (f, { from, begin }) =>
    f.if(i32.geS(begin, from), () => f.emit(0x00)),
  );

/** Never returns where begin is not 0. */
const hang = (m: ModuleBuilder) =>
  m.func('run', { begin: 'i32', end: 'i32', scratch: 'i32' }, (f, { begin }) =>
    f.while(
      () => begin,
      () => undefined,
    ),
  );

/** More work than any that is not shared. */
const always = 1e12;

/** Room for integers. */
const ints = ({ memory, allocate }: Runtime, count: number) => {
  const address = allocate(4 * count);
  return { address, values: () => new Int32Array(memory.buffer, address, count) };
};

const runOn = (runtime: Runtime, count: number, grain: number): number[] => {
  const [x, y, marks] = [0, 0, 0].map(() => ints(runtime, count)) as [Ints, Ints, Ints];
  x.values().set(Int32Array.from({ length: count }, (_, i) => i * i));
  runtime.launch(runtime.kernel('write', write), [x.address, y.address, marks.address], { count, grain, work: always });
  return [...y.values()];
};

type Ints = ReturnType<typeof ints>;

/** A kernel whose parts on this thread do something else, long enough for workers to have claimed the others. */
const elsewhere = (kernel: Kernel, here: () => void = () => undefined): Kernel => ({
  ...kernel,
  run: () => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
    here();
  },
});

/** Threads as they are started, for the test to end them. */
const watchThreads = (): Thread[] => {
  const threads: Thread[] = [];
  const { startThread } = threading;
  vi.spyOn(threading, 'startThread').mockImplementation((...args) => {
    const thread = startThread(...args);
    threads.push(thread);
    return thread;
  });
  return threads;
};

test.each([1, 2, 3, 4])('%i threads do each part once, on scratch of their own', async (threads) => {
  const { runtime } = await start(threads);
  for (const [count, grain] of [
    [1000, 1],
    [1001, 64],
    [7, 4],
    [3, 1],
  ] as const) {
    expect(runOn(runtime, count, grain)).toEqual(Array.from({ length: count }, (_, i) => 3 * i * i + i));
  }
  const scratches = new Set<number>();
  const work = ints(runtime, 1 << 20);
  for (const until = performance.now() + 20_000; scratches.size < threads && performance.now() < until; ) {
    runtime.launch(runtime.kernel('write', write), [work.address, work.address, work.address], {
      count: 1 << 20,
      work: always,
    });
    work.values().forEach((scratch) => {
      scratches.add(scratch);
    });
  }
  expect(scratches.size).toBe(threads);
  runtime.dispose();
});

test('memory that grew after the workers had started is theirs too', async () => {
  const { heap, runtime } = await start(3);
  runOn(runtime, 100, 1);
  const before = heap.memory.buffer.byteLength;
  heap.allocate(64 << 20);
  expect(heap.memory.buffer.byteLength).toBeGreaterThan(before);
  expect(runOn(runtime, 100_000, 16).every((value, i) => value === (3 * Math.imul(i, i) + i) >> 0)).toBe(true);
  runtime.dispose();
});

test('a trap of a worker is told, and the pool goes on', async () => {
  const { runtime } = await start(2);
  const kernel = elsewhere(runtime.kernel('trap', trapFrom));
  expect(() => runtime.launch(kernel, [1], { count: 100, work: always })).toThrow(
    'threads: thread 1 of 2 failed: unreachable',
  );
  runtime.launch(kernel, [100], { count: 100, work: always });
  expect(runOn(runtime, 100, 1)[99]).toBe(3 * 99 * 99 + 99);
  runtime.dispose();
});

test('so is one of this thread, when the workers are done', async () => {
  const { runtime } = await start(3);
  const kernel = runtime.kernel('trap', trapFrom);
  expect(() => runtime.launch(kernel, [0], { count: 100, work: always })).toThrow(/unreachable/);
  expect(runOn(runtime, 100, 1)[99]).toBe(3 * 99 * 99 + 99);
  runtime.dispose();
});

test('a kernel that a worker cannot compile is told of, and freed', async () => {
  const { heap, pool } = await start(2);
  const held = heap.held();
  const kernel = { id: 0, code: Uint8Array.of(0, 1, 2), run: () => undefined };
  expect(() => pool.run(kernel, [], 2, 1, 0)).toThrow(/^threads: thread 1 of 2 failed: WebAssembly.Module\(\)/);
  expect(heap.held()).toBe(held);
  pool.dispose();
});

test('a worker that does not answer ends the pool, and says how to go on', async () => {
  const { heap, runtime } = await start(3, 300);
  const kernel = elsewhere(runtime.kernel('hang', hang));
  const late = /^threads: a worker has not answered for \d+ ms; undo what install\(\) returned and install again$/;
  expect(() => runtime.launch(kernel, [], { count: 3, work: always })).toThrow(late);
  expect(() => runOn(runtime, 10, 1)).toThrow(late);
  runtime.dispose();
  await vi.waitFor(() => expect(heap.held()).toBe(3), 20_000); // what runOn allocated
});

test('a worker that has died is told of at the next run', async () => {
  const threads = watchThreads();
  const { heap, runtime } = await start(3);
  runOn(runtime, 10, 1);
  await threads[1]!.terminate();
  const held = heap.held();
  expect(() => runtime.launch(runtime.kernel('write', write), [0, 0, 0], { count: 2, work: always })).toThrow(
    'threads: thread 2 of 3 has died: it ended with code 1; undo what install() returned and install again',
  );
  runtime.dispose();
  await vi.waitFor(() => expect(heap.held()).toBe(held - 4), 20_000); // three scratches and the block
});

test('a worker killed at its part is an error, not a hang', async () => {
  const [threads, { runtime }] = [watchThreads(), await start(2, 300)];
  const kernel = elsewhere(runtime.kernel('hang', hang), () => void threads[0]!.terminate());
  expect(() => runtime.launch(kernel, [], { count: 2, work: always })).toThrow(
    /^threads: a worker has not answered for \d+ ms;/,
  );
  runtime.dispose();
});

test('parts that a worker does not come to claim are done here', async () => {
  const [threads, { runtime }] = [watchThreads(), await start(2)];
  runOn(runtime, 10, 1);
  const killed = threads[0]!.terminate(); // this thread hears of it only when the test waits
  for (let i = 0; i < 1000; i++) expect(runOn(runtime, 100, 1)[99]).toBe(3 * 99 * 99 + 99);
  await killed;
  expect(() => runOn(runtime, 10, 1)).toThrow('threads: thread 1 of 2 has died');
  runtime.dispose();
});

test('where one worker does not start, the others end and all is freed', async () => {
  const threads: Thread[] = [];
  const { startThread } = threading;
  vi.spyOn(threading, 'startThread').mockImplementation((program, data) => {
    const thread = startThread(threads.length === 1 ? '() => { throw new Error("no room"); }' : program, data);
    threads.push(thread);
    return thread;
  });
  const heap = sharedHeap();
  await expect(createPool(heap, 4)).rejects.toThrow('threads: a worker does not start: no room');
  expect(threads.map((thread) => thread.end() !== undefined)).toEqual([true, true, true]);
  expect(heap.held()).toBe(0);
});

test('more arguments than there is room for are refused', async () => {
  const { pool } = await start(2);
  const args = new Array(mostArguments + 1).fill(0);
  const kernel = { id: 0, code: new Uint8Array(), run: () => undefined };
  expect(() => pool.run(kernel, args, 2, 1, 0)).toThrow(
    `threads: a kernel takes at most ${mostArguments} arguments, got ${mostArguments + 1}`,
  );
  pool.dispose();
});

test('a pool that was disposed of has freed all, and runs nothing', async () => {
  const heap = sharedHeap();
  const pool: Pool = await createPool(heap, 3);
  pool.dispose();
  pool.dispose();
  expect(heap.held()).toBe(0);
  expect(() => pool.run({ id: 0, code: new Uint8Array(), run: () => undefined }, [], 2, 1, 0)).toThrow(
    'threads: they have ended',
  );
});

test('workers without work use no processor time', async () => {
  const { runtime } = await start(4);
  runOn(runtime, 1000, 1);
  const used = async (): Promise<number> => {
    const before = process.cpuUsage();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000; // ms in a second
  };
  // On a busy machine they find no work, and the process has other things to do, for longer; not for so long.
  await expect.poll(used, { timeout: 20_000 }).toBeLessThan(100);
  runtime.dispose();
});

test('kernels that were forgotten take no place, and can be run all the same', async () => {
  const { pool, heap } = await start(2);
  const adding = (by: number) => {
    const module = createModule({ shared: true, simd: narrow });
    module.func('run', integers('y', 'begin', 'end', 'scratch'), (f, { y, begin, end }) =>
      f.range(begin, end, 1, (i) => f.store(i32.add(y, i32.shl(i, 2)), i32.add(i, by))),
    );
    const code = module.bytes();
    const instance = new WebAssembly.Instance(new WebAssembly.Module(code), { env: { memory: heap.memory } });
    return { id: by, code, run: instance.exports.run as Kernel['run'] };
  };
  const y = heap.allocate(4000);
  const held = heap.held();
  const sums = (kernel: Kernel) => {
    pool.run(
      elsewhere(kernel, () => kernel.run(y, 0, 1, 0)),
      [y],
      1000,
      1,
      0,
    );
    const values = new Int32Array(heap.memory.buffer, y, 1000);
    return [values[0], values[999]];
  };
  const first = adding(0);
  expect(sums(first)).toEqual([0, 999]);
  for (let by = 1; by < 3; by++) {
    pool.forget(first);
    const kernel = adding(by);
    expect(sums(kernel)).toEqual([by, 999 + by]);
    expect(sums(first)).toEqual([0, 999]);
    pool.forget(kernel);
    pool.forget(kernel);
  }
  expect(heap.held()).toBe(held);
  pool.dispose();
});
