// internal: Emscripten's allocator, made safe near the end of what 32 bits can address
import { memoryOf, type WasmBackend } from './device.ts';

/** What the allocator can be asked for and how to let go of it. */
export interface Allocator {
  /** The address of so many bytes; 0 where there are not as many in a row. */
  allocate(bytes: number): number;
  /** How large the memory may become, in bytes. */
  readonly limit: number;
  undo(): void;
}

/** In bytes; of a larger number the allocator sees the low 32 bits. */
const addressable = 2 ** 32;
/** In bytes: the end of memory is left alone, so that requests of up to that many never go round. */
const margin = 64 << 20;
const limit = addressable - margin;
const pageBytes = 2 ** 16;
/** Headers, rounding, and what C++ may have allocated on top since. */
const slack = 8 << 20;
/** The allocator takes no region for a last resort that is as small as what plugs of this size leave. */
const smallestPlug = 2 ** 16;

/**
 * emmalloc looks whether begin + size lies behind a free region's end, in 32 bits: where the sum goes round, it takes
 * the region though it is too small, and writes into whatever is at the bottom of memory. A sum can only go round for a
 * region that begins above 4 GiB - size. There is none where memory does not reach that far, which holds for most requests.
 * For the others, all that is free up there is allocated before, for as long as they take.
 */
export const safeAllocator = (backend: WasmBackend): Allocator => {
  const { wasm } = backend;
  const memory = memoryOf(backend);
  wasm._free(wasm._malloc(1)); // Emscripten has the true function there from the first call on
  const malloc = wasm._malloc;
  let top = wasm.HEAPU8.length;
  let wanted = 0;
  let isSealed = false;

  const grow = (pages: number): number => {
    const room = (limit - memory.buffer.byteLength) / pageBytes;
    if (pages <= room) return WebAssembly.Memory.prototype.grow.call(memory, pages);
    // Emscripten asks for more than it needs: what is there will do, if what is needed fits.
    if (isSealed || room <= 0 || top + wanted + slack > limit)
      throw new RangeError('wasm: the memory is as large as it may be');
    return WebAssembly.Memory.prototype.grow.call(memory, room);
  };
  const ask = (bytes: number): number => {
    wanted = bytes;
    const address = malloc(bytes) >>> 0;
    wanted = 0;
    top = Math.max(top, address + bytes);
    return address;
  };
  const plugAll = (): number[] => {
    const plugs: number[] = [];
    for (let size = margin / 2; size >= smallestPlug; size /= 2) {
      for (let plug = ask(size); plug !== 0; plug = ask(size)) plugs.push(plug);
    }
    return plugs;
  };
  const allocateBelow = (bytes: number): number => {
    isSealed = true;
    const plugs = plugAll();
    const isHigh = (plug: number): boolean => plug + bytes + pageBytes > addressable;
    const low = plugs.filter((plug) => !isHigh(plug));
    for (const plug of low) wasm._free(plug);
    const address = low.length > 0 ? ask(bytes) : 0;
    for (const plug of plugs) if (isHigh(plug)) wasm._free(plug);
    isSealed = false;
    return address;
  };

  memory.grow = grow;
  return {
    limit,
    allocate: (bytes) => {
      if (bytes > limit) return 0;
      return bytes + wasm.HEAPU8.length + pageBytes > addressable ? allocateBelow(bytes) : ask(bytes);
    },
    undo: () => {
      if (memory.grow === grow) Reflect.deleteProperty(memory, 'grow');
    },
  };
};
