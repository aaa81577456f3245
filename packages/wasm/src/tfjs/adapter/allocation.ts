// internal: memory that runs out is an error, and what a kernel had made until then is given back
import { type Attributes, MemoryError } from '@kindling/core';
import { engine, type KernelConfig, util } from '@tensorflow/tfjs-core';
import type { Heap } from '../../kernel.ts';
import { WasmMemoryError } from '../../memoryError.ts';
import { safeAllocator } from './allocator.ts';
import { type DataId, heapOf, type WasmBackend } from './device.ts';
import type { Inputs } from './replacement.ts';
import { scratchOf } from './scratch.ts';

type KernelFunc = KernelConfig['kernelFunc'];
export type KernelCall = Parameters<KernelFunc>[0];

export interface Allocation {
  /** tfjs's allocator; what a kernel has from it is given back with the rest. */
  readonly heap: Heap;
  /** Runs a kernel: where it throws for want of memory, it leaves nothing behind. */
  run(name: string, kernel: KernelFunc, call: KernelCall): ReturnType<KernelFunc>;
  /** The same for one of tfjs's, if there is room for what it allocates without looking. */
  runStock(name: string, kernel: KernelFunc, call: KernelCall): ReturnType<KernelFunc>;
  /** Has the backend allocate as it did before. */
  undo(): void;
}

/** In bytes: for all the small things that tfjs's C++ allocates, and ends the program where it can't. */
const reserve = 4 << 20;
/** In bytes: a memory that lacks no more may be near its end. */
const near = 128 << 20;

/**
 * tfjs-core takes a list that holds a tensor for one with a shape and no numbers.
 *
 * @throws RangeError where there are fewer than the shape has
 */
const requireNumbers = (...[values, shape, dtype]: Parameters<WasmBackend['write']>): void => {
  if (!ArrayBuffer.isView(values) || dtype === 'string' || dtype === 'complex64') return;
  const size = util.sizeFromShape(shape);
  if (values.length < size)
    throw new RangeError(
      `tensor: shape [${shape}] must have ${size} numbers, got ${values.length}; a list of tensors is not a tensor`,
    );
};

/**
 * Watches over what the backend allocates, for tensors from outside as for its kernels and ours. tfjs's allocator gives
 * address 0 where there is nothing left, which its callers take for a place to write to.
 */
export const guardAllocation = (backend: WasmBackend): Allocation => {
  const { wasm, dataIdMap } = backend;
  const { allocate, limit, undo: freeAllocator } = safeAllocator(backend);
  const original = {
    malloc: wasm._malloc,
    mover: dataIdMap.dataMover,
    write: backend.write,
    makeOutput: backend.makeOutput,
    incRef: backend.incRef,
    disposeData: backend.disposeData,
  };

  let running: string | undefined;
  let scratch = 0;
  /** What the kernels that run now hold: data, once for each time that they count on it, and memory beside. */
  const data: DataId[] = [];
  const borrowed: number[] = [];

  const exhausted = (bytes: number, operation = running ?? 'an upload'): WasmMemoryError => {
    const { numTensors: tensors, numBytes: held } = engine().state;
    return new WasmMemoryError({ ...{ operation, bytes, tensors, held }, size: wasm.HEAPU8.length });
  };
  /** Whether so much could be had now. */
  const hasRoom = (bytes: number): boolean => {
    const address = allocate(bytes);
    if (address !== 0) wasm._free(address);
    return address !== 0;
  };
  const isSafe = (): boolean => (scratch <= reserve && wasm.HEAPU8.length < limit - near) || hasRoom(scratch + reserve);
  /** For numbers that come from another backend. */
  let ready: { readonly address: number; readonly bytes: number } | undefined;
  const guarded = (bytes: number): number => {
    if (ready?.bytes === bytes) {
      const { address } = ready;
      ready = undefined;
      return address;
    }
    const address = allocate(bytes);
    if (address === 0) throw exhausted(bytes);
    if (isSafe()) return address;
    wasm._free(address);
    throw exhausted(bytes + scratch);
  };

  const forget = <T>(list: T[], value: T): void => {
    const at = list.lastIndexOf(value);
    if (at >= 0) list.splice(at, 1);
  };
  const giveBack = (dataBefore: number, borrowedBefore: number): void => {
    for (const dataId of data.splice(dataBefore)) original.disposeData.call(backend, dataId);
    for (const address of borrowed.splice(borrowedBefore)) wasm._free(address);
  };
  const run = (name: string, bytes: number, kernel: KernelFunc, call: KernelCall): ReturnType<KernelFunc> => {
    // No array on the way: each kernel passes here.
    const outer = running;
    const outerScratch = scratch;
    const dataBefore = data.length;
    const borrowedBefore = borrowed.length;
    running = name;
    scratch = bytes;
    try {
      if (bytes > 0 && !isSafe()) throw exhausted(bytes);
      return kernel(call);
    } catch (error) {
      if (error instanceof MemoryError) giveBack(dataBefore, borrowedBefore);
      throw error;
    } finally {
      running = outer;
      scratch = outerScratch;
      if (outer === undefined) {
        data.length = 0;
        borrowed.length = 0;
      }
    }
  };

  const replaced = {
    write: (...given: Parameters<WasmBackend['write']>): DataId => {
      requireNumbers(...given);
      const dataId = original.write.apply(backend, given);
      if (running !== undefined) data.push(dataId);
      return dataId;
    },
    makeOutput: (...[shape, dtype, memoryOffset, values]: Parameters<WasmBackend['makeOutput']>) => {
      const made = original.makeOutput.call(backend, shape, dtype, memoryOffset, values);
      // It was allocated by C++: not written.
      if (running !== undefined && memoryOffset != null) data.push(made.dataId);
      return made;
    },
    incRef: (dataId: DataId): void => {
      original.incRef.call(backend, dataId);
      if (running !== undefined) data.push(dataId);
    },
    disposeData: (dataId: DataId, force?: boolean): boolean => {
      if (running !== undefined) forget(data, dataId);
      return original.disposeData.call(backend, dataId, force);
    },
  };
  Object.assign(backend, replaced);
  wasm._malloc = guarded;
  dataIdMap.dataMover = {
    // The other backend lets go of the numbers before this one has room for them.
    moveData: (to, dataId) => {
      const { shape, dtype } = engine().state.tensorInfo.get(dataId)!;
      if (dtype !== 'string') {
        const bytes = util.sizeFromShape(shape) * util.bytesPerElement(dtype);
        ready = { address: guarded(bytes), bytes };
      }
      try {
        original.mover.moveData(to, dataId);
      } finally {
        if (ready !== undefined) wasm._free(ready.address);
        ready = undefined;
      }
    },
  };

  const read = ({ dataId }: { dataId: DataId }) => backend.readSync(dataId) as ArrayLike<number>;
  const heap = heapOf(backend);
  return {
    heap: {
      memory: heap.memory,
      allocate: (bytes) => {
        const address = heap.allocate(bytes);
        if (running !== undefined) borrowed.push(address);
        return address;
      },
      free: (address) => {
        if (running !== undefined) forget(borrowed, address);
        heap.free(address);
      },
    },
    run: (name, kernel, call) => run(name, 0, kernel, call),
    runStock: (name, kernel, call) => {
      const bytesOf = scratchOf[name];
      const bytes = bytesOf?.(call.inputs as Inputs, (call.attrs ?? {}) as Attributes, read) ?? 0;
      return run(name, bytes, kernel, call);
    },
    undo: () => {
      for (const [name, method] of Object.entries(replaced)) {
        const own = backend as unknown as Record<string, unknown>;
        if (own[name] === method) delete own[name];
      }
      if (wasm._malloc === guarded) wasm._malloc = original.malloc;
      dataIdMap.dataMover = original.mover;
      freeAllocator();
    },
  };
};
