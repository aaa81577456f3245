// internal: memory for what steps make on the way
import type { Runtime } from '../runtime.ts';

/** In bytes: neighbours share no line of the cache. */
export const line = 128;
export const lines = (bytes: number): number => Math.ceil(bytes / line) * line;

export interface Workspace {
  /** Where it begins now: another step that needs more moves it. */
  address(): number;
  release(): void;
}

interface Shared {
  block: number;
  bytes: number;
  users: number;
}

const shared = new WeakMap<Runtime, Shared>();

/**
 * Room for so many bytes. All steps of a runtime have the same, the largest one's: one runs at a time, and what it
 * leaves there means nothing to the next.
 *
 * @throws MemoryError where there is none; the others keep theirs
 */
export const reserve = (runtime: Runtime, bytes: number): Workspace => {
  const own = shared.get(runtime) ?? { block: runtime.allocate(line), bytes: 0, users: 0 };
  shared.set(runtime, own);
  if (bytes > own.bytes) {
    const block = runtime.allocate(bytes + line);
    runtime.free(own.block);
    Object.assign(own, { block, bytes });
  }
  own.users += 1;
  return {
    address: () => lines(own.block),
    release: () => {
      own.users -= 1;
      if (own.users > 0) return;
      runtime.free(own.block);
      shared.delete(runtime);
    },
  };
};
