import { describe, expect, it } from 'vitest';
import { sharedHeap } from '../testing/sharedHeap.ts';
import { integers } from './assembler/func.ts';
import type { ModuleBuilder } from './assembler/module.ts';
import { i32 } from './assembler/scalars.ts';
import { type Heap, scratchBytes } from './kernel.ts';
import { createRuntime } from './runtime.ts';
import { compile, narrow } from './simd.ts';
import type { Pool } from './threads/pool.ts';

/** y[i] = i + value, for i in [begin, end), and the number of the scratch memory's begin after all. */
const count = (m: ModuleBuilder): void => {
  m.func('run', integers('y', 'value', 'begin', 'end', 'scratch'), (f, { y, value, begin, end, scratch }) => {
    f.range(begin, end, 1, (i) => f.store(i32.add(y, i32.mul(i, 4)), i32.add(i, value)));
    f.store(scratch, i32.const(7));
  });
};

const heapOf = (memory: WebAssembly.Memory) => {
  const held: number[] = [];
  let end = 64;
  const heap: Heap = {
    memory,
    allocate: (bytes) => {
      held.push(end);
      end += bytes;
      return end - bytes;
    },
    free: (address) => {
      held.splice(held.indexOf(address), 1);
    },
  };
  return { heap, held };
};

const own = () => heapOf(new WebAssembly.Memory({ initial: 40, maximum: 65536 }));

/** A pool that only writes down what it is told. */
const watched = () => {
  const calls: unknown[] = [];
  const pool: Pool = {
    threads: 3,
    forget: ({ id }) => {
      calls.push(['forget', id]);
    },
    run: ({ id }, args, parts, grain, scratch) => {
      calls.push(['run', id, args, parts, grain, scratch]);
    },
    requireAlive: () => undefined,
    dispose: () => {
      calls.push(['dispose']);
    },
  };
  return { pool, calls };
};

describe('a kernel', () => {
  it('is compiled once for each key, by the compiler that there is to be', () => {
    let [written, made] = [0, 0];
    const runtime = createRuntime(own().heap, narrow, undefined, (bytes) => {
      made += 1;
      return compile(bytes);
    });
    const write = (m: ModuleBuilder): void => {
      written += 1;
      count(m);
    };
    const [first, again, other] = [runtime.kernel('a', write), runtime.kernel('a', write), runtime.kernel('b', write)];
    expect(again).toBe(first);
    expect([first.id, other.id]).toEqual([0, 1]);
    expect([written, made]).toEqual([2, 2]);
  });

  it('runs whole, on the memory of tensors, with scratch memory', () => {
    const { heap, held } = own();
    const runtime = createRuntime(heap, narrow, undefined);
    const y = runtime.allocate(40);
    runtime.launch(runtime.kernel('count', count), [y, 5], { count: 4, work: 1e9 });
    expect([...new Int32Array(runtime.memory.buffer, y, 5)]).toEqual([5, 6, 7, 8, 0]);
    expect(new Int32Array(runtime.memory.buffer, held[0])[0]).toBe(7);
    expect([runtime.threads, runtime.simd]).toEqual([1, narrow]);
  });

  it('runs on shared memory too', () => {
    const runtime = createRuntime(sharedHeap(), narrow, undefined);
    const y = runtime.allocate(40);
    runtime.launch(runtime.kernel('count', count), [y, 1], { count: 2, work: 0 });
    expect([...new Int32Array(runtime.memory.buffer, y, 2)]).toEqual([1, 2]);
  });
});

it('kernels that have not been used for long make room for others, and are compiled anew', () => {
  let made = 0;
  const compileOne = (code: Uint8Array<ArrayBuffer>) => {
    made += 1;
    return compile(code);
  };
  const { pool, calls } = watched();
  const runtime = createRuntime(own().heap, narrow, pool, compileOne, 100_000);
  const first = runtime.kernel('first', count);
  const second = runtime.kernel('second', count);
  for (let i = 0; i < 10; i++) {
    runtime.kernel(`other ${i}`, count);
    expect(runtime.kernel('first', count)).toBe(first);
  }
  expect(made).toBe(12);
  expect(calls[0]).toEqual(['forget', second.id]);
  expect(calls.length).toBeGreaterThan(7);
  const again = runtime.kernel('second', count);
  expect([made, again.id]).toEqual([13, 12]);
});

describe('threads', () => {
  it('get work that pays and can be split', () => {
    const { heap, held } = own();
    const { pool, calls } = watched();
    const runtime = createRuntime(heap, narrow, pool);
    const kernel = runtime.kernel('count', count);
    const y = runtime.allocate(400);
    runtime.launch(kernel, [y, 1], { count: 3, work: 39_999 });
    runtime.launch(kernel, [y, 1], { count: 1, work: 1e9 });
    runtime.launch(kernel, [y, 1], { count: 16, grain: 16, work: 1e9 });
    expect(calls).toEqual([]);
    expect([...new Int32Array(runtime.memory.buffer, y, 16)]).toEqual(Array.from({ length: 16 }, (_, i) => i + 1));
    runtime.launch(kernel, [y, 9], { count: 17, grain: 16, work: 40_000 });
    expect(calls.splice(0)).toEqual([['run', 0, [y, 9], 17, 16, held[0]]]);
    expect(runtime.threads).toBe(3);
    runtime.dispose();
    expect(calls).toEqual([['dispose']]);
    expect(held).toEqual([y]);
  });
});

it('is done alone while sharing does not pay, and what it took is told', () => {
  const { pool, calls } = watched();
  const told: unknown[] = [];
  let shares = true;
  const runtime = createRuntime(own().heap, narrow, pool, compile, undefined, {
    shares: () => shares,
    tell: (of, isShared, work, milliseconds) => told.push([of === kernel, isShared, work, milliseconds >= 0]),
  });
  const kernel = runtime.kernel('count', count);
  const y = runtime.allocate(40);
  runtime.launch(kernel, [y, 1], { count: 4, work: 1e9 });
  shares = false;
  calls.length = 0;
  runtime.launch(kernel, [y, 1], { count: 4, work: 2e9 });
  expect(calls).toEqual([]);
  expect([...new Int32Array(runtime.memory.buffer, y, 4)]).toEqual([1, 2, 3, 4]);
  expect(told).toEqual([
    [true, true, 1e9, true],
    [true, false, 2e9, true],
  ]);
});

it('a part has two megabytes of scratch memory', () => {
  expect(scratchBytes).toBe(2 * 1024 * 1024);
});
