// internal: the insides of tfjs's wasm backend that kernels of ours need

import { sizeOf } from '@kindling/core';
import { type DataType, engine, getKernel, type KernelBackend, type TensorInfo } from '@tensorflow/tfjs-core';
import type { Heap } from '../../kernel.ts';
import type { Runtime } from '../../runtime.ts';
import type { Device } from './replacement.ts';

export type DataId = TensorInfo['dataId'];

/** Emscripten's module under the backend. */
interface Emscripten {
  _malloc: (bytes: number) => number;
  _free(address: number): void;
  /** All of its memory, as it has grown. */
  readonly HEAPU8: Uint8Array;
  readonly asm?: { readonly memory?: WebAssembly.Memory };
  readonly wasmMemory?: WebAssembly.Memory;
}

export interface WasmBackend extends KernelBackend {
  readonly wasm: Emscripten;
  readonly dataIdMap: {
    get(dataId: DataId): { readonly memoryOffset: number };
    /** Fetches data that is on another backend. */
    dataMover: DataMover;
  };
  /** At `memoryOffset`, if C++ has allocated it. */
  makeOutput(shape: readonly number[], dtype: DataType, memoryOffset?: number, values?: unknown): TensorInfo;
}

/** The running backend, where there is one. */
export const runningBackend = (): WasmBackend | undefined =>
  engine().registry.wasm as Partial<WasmBackend> as WasmBackend | undefined;

interface DataMover {
  moveData(to: KernelBackend, dataId: DataId): void;
}

export const memoryOf = ({ wasm }: WasmBackend): WebAssembly.Memory => {
  const memory = wasm.wasmMemory ?? wasm.asm?.memory;
  if (memory === undefined) throw new Error('wasm: this build of tfjs-backend-wasm keeps its memory to itself');
  return memory;
};

/** In bytes; an allocator that gets a larger number looks at its low 32 bits. */
export const addressable = 2 ** 32;

/** It outlives the backend: one that is taken out forgets its module, while threads have still to end. */
export const heapOf = (backend: WasmBackend): Heap => {
  const { wasm } = backend;
  return {
    memory: memoryOf(backend),
    allocate: (bytes) => {
      const address = bytes < addressable ? wasm._malloc(bytes) >>> 0 : 0;
      if (address === 0) throw new RangeError(`wasm: no memory left for ${bytes} bytes`);
      return address;
    },
    free: (address) => wasm._free(address),
  };
};

export const deviceOn = (backend: WasmBackend, runtime: Runtime): Device => ({
  runtime,
  address: ({ dataId }) => backend.dataIdMap.get(dataId).memoryOffset,
  integers: ({ dataId, shape }) =>
    new Int32Array(runtime.memory.buffer, backend.dataIdMap.get(dataId).memoryOffset, sizeOf(shape)),
  output: (shape, dtype) => backend.makeOutput(shape, dtype),
  isShared: ({ dataId }) => backend.refCount(dataId) > 1,
  alias: ({ dataId, dtype }, shape) => {
    backend.incRef(dataId);
    return { dataId, dtype, shape: [...shape] };
  },
  call: (kernel, inputs, attrs) => {
    const found = getKernel(kernel, 'wasm');
    if (found === undefined) throw new Error(`wasm: there is no kernel ${kernel}`);
    return found.kernelFunc({ inputs: { ...inputs }, attrs: { ...attrs } as {}, backend }) as TensorInfo;
  },
  release: ({ dataId }) => {
    backend.disposeData(dataId);
  },
});
