import { afterEach, expect, test, vi } from 'vitest';
import { platform } from '#platform';
import type { ModuleBuilder } from '../assembler/module.ts';
import { i32 } from '../assembler/scalars.ts';
import type { Thread } from '../platform/platform.ts';
import { createRuntime, type Kernel, type Runtime } from '../runtime.ts';
import { narrow } from '../simd.ts';
import { sharedHeap } from '../testing/sharedHeap.ts';
import { mostArguments } from './control.ts';
import { createPool, type Pool } from './pool.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** A runtime on shared memory with that many threads, and its pool. */
const start = async (threads: number, patience?: number) => {
  const heap = sharedHeap();
  const pool = await createPool(heap, threads, patience);
  return { heap, pool, runtime: createRuntime(heap, narrow, pool) };
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

const always = Number.POSITIVE_INFINITY;

const runOn = ({ memory, allocate, kernel, launch }: Runtime, count: number, grain: number) => {
  const [x, y, marks] = [0, 0, 0].map(() => allocate(4 * count)) as [number, number, number];
  const ints = (address: number) => new Int32Array(memory.buffer, address, count);
  ints(x).forEach((_, i, all) => {
    all[i] = i * i;
  });
  launch(kernel('write', write), [x, y, marks], { count, grain, work: always });
  return { values: [...ints(y)], scratches: [...ints(marks)] };
};

test.each([1, 2, 3, 4])('%i threads do each part once, on scratch of their own', async (threads) => {
  const { runtime } = await start(threads);
  for (const [count, grain] of [
    [1000, 1],
    [1001, 64],
    [7, 4],
    [3, 1],
  ] as const) {
    const { values, scratches } = runOn(runtime, count, grain);
    expect(values).toEqual(Array.from({ length: count }, (_, i) => 3 * i * i + i));
    expect(new Set(scratches).size).toBe(Math.min(threads, Math.ceil(count / grain)));
  }
  runtime.dispose();
});

test('memory that grew after the workers had started is theirs too', async () => {
  const { heap, runtime } = await start(3);
  runOn(runtime, 100, 1);
  const before = heap.memory.buffer.byteLength;
  heap.allocate(64 << 20);
  expect(heap.memory.buffer.byteLength).toBeGreaterThan(before);
  const { values } = runOn(runtime, 100_000, 16);
  expect(values.every((value, i) => value === (3 * Math.imul(i, i) + i) >> 0)).toBe(true);
  runtime.dispose();
});

test.each([
  ['a worker', 1],
  ['this thread', 0],
])('a trap of %s is told, and the pool goes on', async (_, from) => {
  const { runtime } = await start(2);
  const kernel = runtime.kernel('trap', trapFrom);
  expect(() => runtime.launch(kernel, [from], { count: 100, work: always })).toThrow(
    from === 1 ? 'threads: thread 1 of 2 failed: unreachable' : 'unreachable',
  );
  runtime.launch(kernel, [100], { count: 100, work: always });
  expect(runOn(runtime, 100, 1).values[99]).toBe(3 * 99 * 99 + 99);
  runtime.dispose();
});

test('a kernel that a worker cannot compile is told of, and freed', async () => {
  const { heap, pool } = await start(2);
  const held = heap.held();
  pool.load(Uint8Array.of(0, 1, 2));
  const kernel = { id: 0, run: () => undefined };
  expect(() => pool.run(kernel, [], 2, 1, 0)).toThrow(/^threads: thread 1 of 2 failed: WebAssembly.Module\(\)/);
  expect(heap.held()).toBe(held);
  pool.dispose();
});

test('a worker that does not answer ends the pool, and says how to go on', async () => {
  const { heap, runtime } = await start(3, 300);
  const kernel = runtime.kernel('hang', hang);
  const late = 'threads: a worker has not answered for 300 ms; undo what install() returned and install again';
  expect(() => runtime.launch(kernel, [], { count: 3, work: always })).toThrow(late);
  expect(() => runOn(runtime, 10, 1)).toThrow(late);
  runtime.dispose();
  await vi.waitFor(() => expect(heap.held()).toBe(3), 5000); // what runOn allocated
});

test('a worker that has died is told of at the next run', async () => {
  const threads: Thread[] = [];
  const { startThread } = platform;
  vi.spyOn(platform, 'startThread').mockImplementation((...args) => {
    const thread = startThread(...args);
    threads.push(thread);
    return thread;
  });
  const { heap, runtime } = await start(3);
  runOn(runtime, 10, 1);
  await threads[1]!.terminate();
  const held = heap.held();
  expect(() => runOn(runtime, 10, 1)).toThrow(
    /^threads: thread 2 of 3 has died: it ended with code 1; undo what install\(\) returned/,
  );
  runtime.dispose();
  await vi.waitFor(() => expect(heap.held()).toBe(held + 3 - 4)); // less three scratches and the block
});

test('one killed in the middle of a step is told of too', async () => {
  const threads: Thread[] = [];
  const { startThread } = platform;
  vi.spyOn(platform, 'startThread').mockImplementation((...args) => {
    const thread = startThread(...args);
    threads.push(thread);
    return thread;
  });
  const { runtime } = await start(2, 300);
  runOn(runtime, 10, 1);
  const killed = threads[0]!.terminate(); // this thread hears of it only when the step is over
  expect(() => {
    for (let i = 0; i < 1e6; i++) runOn(runtime, 10, 1);
  }).toThrow('threads: a worker has not answered for 300 ms');
  await killed;
  runtime.dispose();
});

test('where one worker does not start, the others end and all is freed', async () => {
  const threads: Thread[] = [];
  const { startThread } = platform;
  vi.spyOn(platform, 'startThread').mockImplementation((program, data) => {
    const thread = startThread(threads.length === 1 ? '() => { throw new Error("no room"); }' : program, data);
    threads.push(thread);
    return thread;
  });
  const heap = sharedHeap();
  await expect(createPool(heap, 4)).rejects.toThrow('threads: a worker does not start: no room');
  expect(threads.map((thread) => thread.end() !== undefined)).toEqual([true, true, true]);
  expect(heap.held()).toBe(0);
});

test('little work is done here while the workers sleep', async () => {
  const { pool, runtime } = await start(2);
  const own: [number, number][] = [];
  const kernel: Kernel = {
    ...runtime.kernel('write', write),
    run: (_x, _y, _z, begin, end) => own.push([begin!, end!]),
  };
  const area = runtime.allocate(400);
  const run = (work: number) => pool.run(kernel, [area, area, area], 100, 1, area, work);
  run(always);
  await new Promise((resolve) => setTimeout(resolve, 100)); // asleep
  run(10_000);
  expect(own).toEqual([
    [0, 50],
    [0, 100],
  ]);
  for (const until = performance.now() + 10_000; own.at(-1)![1] === 100 && performance.now() < until; ) run(10_000);
  expect(own.at(-1)).toEqual([0, 50]); // awake
  runtime.dispose();
});

test('more arguments than there is room for are refused', async () => {
  const { pool } = await start(2);
  const args = new Array(mostArguments + 1).fill(0);
  const kernel = { id: 0, run: () => undefined };
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
  expect(() => pool.run({ id: 0, run: () => undefined }, [], 2, 1, 0)).toThrow('threads: they have ended');
});

test('workers without work use no processor time', async () => {
  const { runtime } = await start(4);
  runOn(runtime, 1000, 1);
  await new Promise((resolve) => setTimeout(resolve, 100));
  const before = process.cpuUsage();
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(100); // ms in a second
  runtime.dispose();
});
