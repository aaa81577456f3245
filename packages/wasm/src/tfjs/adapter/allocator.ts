// internal: Emscripten's allocator, made safe near the end of what 32 bits can address
import { addressable, memoryOf, type WasmBackend } from './device.ts';

/** What the allocator can be asked for and how to let go of it. */
export interface Allocator {
  /** The address of so many bytes; 0 where there are not as many in a row. */
  allocate(bytes: number): number;
  /** How large the memory may become, in bytes. */
  readonly limit: number;
  undo(): void;
}

/** What is allocated for a moment. */
interface Plug {
  readonly begin: number;
  readonly end: number;
}

/** In bytes: the end of memory is left alone, so that requests of up to that many never go round. */
const margin = 64 << 20;
const limit = addressable - margin;
const pageBytes = 2 ** 16;
/** Headers, rounding, and what C++ may have allocated on top since. */
const slack = 8 << 20;
/** In bytes, from the end of an allocation to the begin of the next. */
const betweenNeighbours = 8;
/** The allocator takes no region for a last resort that is as small as what plugs of this size leave. */
const smallestPlug = 2 ** 16;

/**
 * emmalloc looks whether begin + size lies behind a free region's end, in 32 bits: where the sum goes round, it takes
 * the region though it is too small, and writes into whatever is at the bottom of memory. A sum can only go round for a
 * region that begins above 4 GiB - size. There is none where memory does not reach that far, which holds for most
 * requests. For the others, all that is free up there is allocated before, for as long as they take.
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
  const plugAll = (): Plug[] => {
    const plugs: Plug[] = [];
    for (let size = margin / 2; size >= smallestPlug; size /= 2) {
      for (let begin = ask(size); begin !== 0; begin = ask(size)) plugs.push({ begin, end: begin + size });
    }
    return plugs.sort((one, other) => one.begin - other.begin);
  };
  const allocateBelow = (bytes: number): number => {
    isSealed = true;
    const high: Plug[] = [];
    let [isLow, isRoom, last] = [false, false, 0];
    // Freed plugs become one region again where they are neighbours, which begins where the first of them does.
    for (const plug of plugAll()) {
      const isNeighbour = plug.begin === last + betweenNeighbours;
      if (!isNeighbour) isLow = plug.begin + bytes + pageBytes <= addressable;
      last = plug.end;
      isRoom ||= isLow;
      if (isLow) wasm._free(plug.begin);
      else high.push(plug);
    }
    const address = isRoom ? ask(bytes) : 0;
    for (const { begin } of high) wasm._free(begin);
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
