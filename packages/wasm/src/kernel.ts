// internal: what the runtime and its threads share: a compiled kernel, the heap it works on, a thread's scratch

/**
 * A compiled function `run(...args, begin, end, scratch)` that does the part [begin, end) of its work, all i32. Parts
 * write to different places, so any split gives the same bits. At `scratch` are `scratchBytes` of the thread's own.
 */
export interface Kernel {
  /** No other has it, nor gets it when this one is forgotten. */
  readonly id: number;
  /** Its module, for other threads to compile. */
  readonly code: Uint8Array<ArrayBuffer>;
  readonly run: (...args: number[]) => void;
}

/** tfjs's allocator. */
export interface Heap {
  readonly memory: WebAssembly.Memory;
  allocate(bytes: number): number;
  free(address: number): void;
}

/** What each thread has to pack and gather in. */
export const scratchBytes = 2 << 20;
