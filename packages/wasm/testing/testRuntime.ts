import type { Simd } from '../src/assembler/module.ts';
import type { Heap, Kernel } from '../src/kernel.ts';
import { createRuntime, type Runtime } from '../src/runtime.ts';
import { narrow } from '../src/simd.ts';
import type { Pool } from '../src/threads/pool.ts';

export interface TestRuntimeOptions {
  /** Every launch is cut into this many parts, which run one after the other, the last one first. Default: 1, whole. */
  readonly parts?: number | undefined;
  readonly simd?: Simd | undefined;
}

export interface TestRuntime extends Runtime {
  /** The address of a copy of these numbers. */
  put(values: ArrayLike<number>): number;
  putInts(values: ArrayLike<number>): number;
  /** The address of `count` numbers that are NaN until a kernel writes them. */
  room(count: number): number;
  take(address: number, count: number): Float32Array;
  /** How many allocations of kernels nobody has freed. */
  borrowed(): number;
  takeInts(address: number, count: number): Int32Array;
}

/** What is freed is not used again: one runtime a test. */
export const testRuntime = ({ parts = 1, simd = narrow }: TestRuntimeOptions = {}): TestRuntime => {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536 });
  const heap = bump(memory);
  const runtime = createRuntime(heap, simd, parts === 1 ? undefined : inParts(parts));
  const bytes = (address: number, count: number): ArrayBuffer =>
    memory.buffer.slice(address, address + 4 * count) as ArrayBuffer;
  const place = (numbers: Float32Array | Int32Array): number => {
    const address = heap.allocate(numbers.byteLength);
    new Uint8Array(memory.buffer).set(new Uint8Array(numbers.buffer), address);
    return address;
  };
  const borrowed = new Set<number>();
  return {
    ...runtime,
    allocate: (count) => {
      const address = runtime.allocate(count);
      borrowed.add(address);
      return address;
    },
    free: (address) => {
      borrowed.delete(address);
    },
    borrowed: () => borrowed.size,
    launch: (kernel, args, split) => runtime.launch(kernel, args, { ...split, work: Number.POSITIVE_INFINITY }),
    put: (values) => place(Float32Array.from(values)),
    putInts: (values) => place(Int32Array.from(values)),
    room: (count) => place(new Float32Array(count).fill(Number.NaN)),
    take: (address, count) => new Float32Array(bytes(address, count)),
    takeInts: (address, count) => new Int32Array(bytes(address, count)),
  };
};

/** An allocator that only goes forward, at multiples of 16 like that of Emscripten, and grows the memory. */
const bump = (memory: WebAssembly.Memory): Heap => {
  let end = 1024;
  return {
    memory,
    allocate: (bytes) => {
      const address = end;
      end += Math.ceil((bytes + 1) / 16) * 16;
      const lacking = end - memory.buffer.byteLength;
      if (lacking > 0) memory.grow(Math.ceil(lacking / 65536));
      return address;
    },
    free: () => undefined,
  };
};

/** Parts as threads would have them, without threads. */
const inParts = (parts: number): Pool => ({
  threads: parts,
  forget: () => undefined,
  run: ({ run }: Kernel, args, count, grain, scratch) => {
    const share = Math.ceil(count / grain / parts) * grain;
    for (let part = parts - 1; part >= 0; part--) {
      const [begin, end] = [Math.min(part * share, count), Math.min((part + 1) * share, count)];
      if (begin < end) run(...args, begin, end, scratch);
    }
  },
  requireAlive: () => undefined,
  dispose: () => undefined,
});
