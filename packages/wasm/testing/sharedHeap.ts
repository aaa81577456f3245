import type { Heap } from '../src/kernel.ts';

export interface SharedHeap extends Heap {
  /** How many allocations nobody has freed. */
  held(): number;
}

/** An allocator that only goes forward, and counts. */
export const sharedHeap = (): SharedHeap => {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536, shared: true });
  const held = new Set<number>();
  let end = 1024;
  return {
    memory,
    allocate: (bytes) => {
      const address = end;
      end += Math.ceil((bytes + 1) / 16) * 16;
      const lacking = end - memory.buffer.byteLength;
      if (lacking > 0) memory.grow(Math.ceil(lacking / 65536));
      held.add(address);
      return address;
    },
    free: (address) => {
      if (!held.delete(address)) throw new Error(`sharedHeap: nothing to free at ${address}`);
    },
    held: () => held.size,
  };
};
