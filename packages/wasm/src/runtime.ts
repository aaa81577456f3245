// internal: compiles kernels and runs them on tfjs's memory

import { createModule, type ModuleBuilder, type Simd } from './assembler/module.ts';
import type { Heap, Kernel } from './kernel.ts';
import { scratchBytes } from './kernel.ts';
import { createRecent } from './recent.ts';
import { type Compile, compile } from './simd.ts';
import { createPayoff, type Payoff } from './threads/payoff.ts';
import type { Pool } from './threads/pool.ts';

/** How a kernel's work may be split. */
export interface Split {
  /** How many parts there are. */
  readonly count: number;
  /** Threads begin at multiples of this. Default: 1. */
  readonly grain?: number | undefined;
  /** About how many nanoseconds it takes on one thread: little work is not worth waking others for. */
  readonly work: number;
  /** How many additions, subtractions, multiplications, divisions and roots of floats. Default: nobody knows. */
  readonly flops?: number | undefined;
  /** In bytes: what it moves. Default: all of each tensor that its arguments lead to, once. */
  readonly moved?: { readonly read: number; readonly written: number } | undefined;
}

export interface Runtime {
  readonly memory: WebAssembly.Memory;
  readonly simd: Simd;
  readonly threads: number;
  /**
   * The kernel of a key, compiled when it is first requested, and anew where others have taken its place meanwhile.
   * `write` exports a function called `run`.
   */
  kernel(key: string, write: (module: ModuleBuilder) => void): Kernel;
  /** Lets go of a kernel that nobody will ask for. */
  forget(key: string): void;
  /** Runs it whole, on as many threads as pay. */
  launch(kernel: Kernel, args: readonly number[], split: Split): void;
  /** Has words of 32 bits in memory while `use` launches what reads them. */
  withTable(words: readonly number[], use: (address: number) => void): void;
  /** Memory beside tfjs's tensors, until it is freed. */
  allocate(bytes: number): number;
  free(address: number): void;
  dispose(): void;
}

/** In ns. Shorter work is not shared: moving its data to another core's cache costs more than a second thread saves. */
const worthSharing = 40_000;

/** In bytes, of compiled kernels. What V8 takes for one, with the code of both of its compilers, was measured. */
const mostCompiled = 24 << 20;
const ofKernel = (code: Uint8Array): number => bytesOfModule + bytesOfCode * code.length;
const bytesOfModule = 24 << 10;
const bytesOfCode = 4;

export const createRuntime = (
  heap: Heap,
  simd: Simd,
  pool: Pool | undefined,
  compileModule: Compile = compile,
  most = mostCompiled,
  payoff: Payoff = createPayoff(),
): Runtime => {
  const kernels = createRecent<Kernel>(most, (kernel) => pool?.forget(kernel));
  let made = 0;
  const shared = !(heap.memory.buffer instanceof ArrayBuffer);
  const threads = pool?.threads ?? 1;
  const scratch = heap.allocate(scratchBytes);
  return {
    memory: heap.memory,
    simd,
    threads,
    kernel: (key, write) => {
      const known = kernels.get(key);
      if (known !== undefined) return known;
      const module = createModule({ shared, simd });
      write(module);
      const code = module.bytes();
      const instance = new WebAssembly.Instance(compileModule(code), { env: { memory: heap.memory } });
      const kernel = { id: made, code, run: instance.exports.run as Kernel['run'] };
      made += 1;
      kernels.add(key, kernel, ofKernel(code));
      return kernel;
    },
    forget: kernels.remove,
    launch: (kernel, args, { count, grain = 1, work }) => {
      if (pool === undefined || work < worthSharing || count <= grain) {
        kernel.run(...args, 0, count, scratch);
        return;
      }
      const isShared = payoff.shares(kernel);
      const start = performance.now();
      if (isShared) pool.run(kernel, args, count, grain, scratch);
      else {
        pool.requireAlive();
        kernel.run(...args, 0, count, scratch);
      }
      payoff.tell(kernel, isShared, work, performance.now() - start);
    },
    withTable: (words, use) => {
      const address = heap.allocate(4 * words.length);
      try {
        new Int32Array(heap.memory.buffer, address, words.length).set(words);
        use(address);
      } finally {
        heap.free(address);
      }
    },
    allocate: heap.allocate,
    free: heap.free,
    dispose: () => {
      kernels.clear();
      pool?.dispose();
      heap.free(scratch);
    },
  };
};
