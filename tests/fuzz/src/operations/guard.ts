import { engine } from '@tensorflow/tfjs-core';

/** The parts of Emscripten's module that allocate. */
interface Allocator {
  _malloc(bytes: number): number;
  _free(address: number): void;
  readonly HEAPU8: Uint8Array;
}

export interface Guard {
  /** What is allocated now. */
  held(): number;
  /** Which of what is allocated was written beyond; mended, so that each is told once. */
  overwritten(): string[];
  undo(): void;
}

/** Bytes before and after; alignment stays. */
const margin = 256;
const pattern = 0xa5;
/** What new memory is full of: NaN of an odd kind, and a large negative integer. */
const poison = 0xff;

/** Puts a margin of known bytes around all that is allocated on the wasm backend, and poison into it. */
export const guardMemory = (): Guard => {
  const module = (engine().findBackend('wasm') as unknown as { readonly wasm: Allocator }).wasm;
  module._free(module._malloc(1)); // at their first call they put themselves in the place of what was called
  const { _malloc, _free } = module;
  const sizes = new Map<number, number>();
  module._malloc = (bytes) => {
    const whole = _malloc(bytes + 2 * margin) >>> 0;
    if (whole === 0) return 0;
    const address = whole + margin;
    sizes.set(address, bytes);
    module.HEAPU8.fill(pattern, whole, address).fill(poison, address, address + bytes);
    module.HEAPU8.fill(pattern, address + bytes, address + bytes + margin);
    return address;
  };
  module._free = (address) => {
    const isOurs = sizes.delete(address >>> 0);
    _free(isOurs ? address - margin : address);
  };
  const whole = new Uint8Array(margin).fill(pattern);
  const isIntact = (start: number): boolean =>
    Buffer.compare(module.HEAPU8.subarray(start, start + margin), whole) === 0;
  return {
    held: () => sizes.size,
    overwritten: () => {
      const found: string[] = [];
      for (const [address, bytes] of sizes) {
        for (const [side, start] of [
          ['before', address - margin],
          ['behind', address + bytes],
        ] as const) {
          if (isIntact(start)) continue;
          found.push(`${side} a tensor of ${bytes} bytes`);
          module.HEAPU8.fill(pattern, start, start + margin);
        }
      }
      return found;
    },
    undo: () => Object.assign(module, { _malloc, _free }),
  };
};
