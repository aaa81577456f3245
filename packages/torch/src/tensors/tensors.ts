// internal: tensors of libtorch made, viewed, copied and freed

import { DeviceLostError } from '@kindling/core';
import { addressOf, handleOf } from '../abi/callOperator.ts';
import type { Abi, Address } from '../abi/functions.ts';
import { readWord, words, writeWords } from '../abi/words.ts';
import type { DeviceName } from '../deviceName.ts';
import type { Handle, TorchDtype } from '../operators/kinds.ts';
import { TorchMemoryError } from './torchMemoryError.ts';

/** What numbers of a type come as on the host. */
export type HostArray = Float32Array | Float64Array | Int32Array | Uint8Array | BigInt64Array;

export const bytesOf: Readonly<Record<TorchDtype, number>> = {
  bool: 1,
  uint8: 1,
  int32: 4,
  int64: 8,
  float32: 4,
  float64: 8,
  complex64: 8,
};

export const sizeOf = (shape: readonly number[]): number => shape.reduce((size, length) => size * length, 1);

/** Of a contiguous tensor, in elements. */
export const stridesOf = (shape: readonly number[]): number[] => {
  const strides = new Array<number>(shape.length);
  for (let axis = shape.length - 1, stride = 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis]!;
  }
  return strides;
};

/** More axes than any tensor of tfjs or its views have. */
const mostAxes = 32;

/** Memory on the host as numbers of a type of tfjs. */
const typed = (memory: ArrayBuffer, dtype: TorchDtype): Float32Array | Int32Array | Uint8Array =>
  dtype === 'int32' ? new Int32Array(memory) : dtype === 'bool' ? new Uint8Array(memory) : new Float32Array(memory);

/**
 * Makes and reads tensors on one device. What is made belongs to the innermost `scope`, which frees it at its end
 * unless `claim` takes it out.
 */
export const createTensors = (abi: Abi, device: DeviceName, index: number) => {
  const out = words(1);
  const sizes = words(mostAxes);
  const steps = words(mostAxes);
  const amounts = words(2 * mostAxes);
  const float = new Float64Array(1);
  const live: Address[] = [];

  const keep = (made: Address): Handle => {
    live.push(made);
    return handleOf(made);
  };
  const fail = (what: string): Error => failureOf(what, abi.failure(), device);
  const require = (failed: number, what: string): void => {
    if (failed !== 0) throw fail(what);
  };
  const result = (failed: number, what: string): Handle => {
    require(failed, what);
    return keep(readWord(out, 0));
  };
  const freeDownTo = (count: number): void => {
    while (live.length > count) abi.deleteTensor(live.pop()!);
  };
  /** Runs `work`, and frees what it made and did not claim. */
  const scope = <T>(work: () => T): T => {
    const before = live.length;
    try {
      return work();
    } finally {
      freeDownTo(before);
    }
  };
  /** A handle that is the caller's to `free`: the one given where the scope has it, else another of the same tensor. */
  const claim = (tensor: Handle): Handle => {
    const at = live.lastIndexOf(addressOf(tensor));
    if (at >= 0) {
      live.splice(at, 1);
      return tensor;
    }
    return another(tensor);
  };
  const another = (tensor: Handle): Handle => {
    require(abi.newHandle(addressOf(tensor), out), 'another handle');
    return handleOf(readWord(out, 0));
  };
  const free = (tensor: Handle): void => {
    abi.deleteTensor(addressOf(tensor));
  };

  const dense = (shape: readonly number[], dtype: TorchDtype) =>
    [shape.length, writeWords(sizes, shape), writeWords(steps, stridesOf(shape)), abi.dtypes[dtype]] as const;
  /** Memory without values. */
  const empty = (shape: readonly number[], dtype: TorchDtype): Handle =>
    result(abi.emptyStrided(...dense(shape, dtype), abi.devices[device], index, out), `${dtype} [${shape.join(', ')}]`);
  /** The same on the host for a GPU to read; undefined where it can't be had, which makes uploads slower alone. */
  const emptyPinned = (shape: readonly number[], dtype: TorchDtype): Handle | undefined => {
    if (device !== 'cuda' || abi.emptyPinned === undefined) return undefined;
    const failed = abi.emptyPinned(...dense(shape, dtype), abi.devices.cpu, 0, out);
    return failed === 0 ? keep(readWord(out, 0)) : undefined;
  };
  const zeros = (shape: readonly number[], dtype: TorchDtype): Handle => {
    const made = empty(shape, dtype);
    require(abi.zero(addressOf(made)), 'zeros');
    return made;
  };
  const full = (shape: readonly number[], value: number, dtype: TorchDtype): Handle => {
    const made = empty(shape, dtype);
    require(abi.fill(addressOf(made), value), 'fill');
    return made;
  };
  /** The same memory in another shape; strides and offset count elements, from the tensor's own first. */
  const view = (
    tensor: Handle,
    shape: readonly number[],
    strides: readonly number[] = stridesOf(shape),
    offset = 0,
  ): Handle =>
    result(
      abi.view(addressOf(tensor), shape.length, writeWords(sizes, shape), writeWords(steps, strides), offset, out),
      `view [${shape.join(', ')}]`,
    );
  /** a + alpha b, of floats or complex numbers. */
  const addScaled = (a: Handle, b: Handle, alpha: number): Handle =>
    result(abi.add(addressOf(a), addressOf(b), alpha, out), 'add');
  /** With so many values put before and after each axis, the last axis first: `[before, after, before, after]`. */
  const padLastFirst = (tensor: Handle, count: readonly number[], value: number): Handle => {
    float[0] = value;
    return result(
      abi.pad(addressOf(tensor), writeWords(amounts, count), count.length, constantMode, float, out),
      'pad',
    );
  };
  const isContiguous = (tensor: Handle): boolean => {
    require(abi.isContiguous(addressOf(tensor), out), 'is_contiguous');
    return (out[0]! & 255) !== 0;
  };
  const copyInto = (to: Handle, from: Handle): void => require(abi.copy(addressOf(to), addressOf(from), 0), 'copy');
  /** When the device comes to it: after what it was asked for before, and before what it is asked for next. */
  const copyLater = (to: Handle, from: Handle): void => require(abi.copy(addressOf(to), addressOf(from), 1), 'copy');

  /** Of the host, over memory that the caller keeps. */
  const overHost = (memory: ArrayBufferView | ArrayBuffer, shape: readonly number[], dtype: TorchDtype): Handle =>
    result(
      abi.overMemory(
        memory,
        shape.length,
        writeWords(sizes, shape),
        writeWords(steps, stridesOf(shape)),
        0,
        abi.dtypes[dtype],
        abi.devices.cpu,
        0,
        out,
      ),
      'host memory',
    );
  /**
   * A copy of host memory on the device; the host's may be written over at once. CUDA copies from ordinary memory only
   * after all that it has been asked for, and the host waits. So values go through pinned memory, out of which it
   * copies while the host goes on. The pinned tensor is freed at once: such a copy has PyTorch's host allocator record
   * an event of its stream (ATen/core/CachingHostAllocator.h), and the block is given to nobody before that has passed.
   */
  const upload = (values: HostArray, shape: readonly number[], dtype: TorchDtype): Handle => {
    const made = empty(shape, dtype);
    if (values.length === 0) return made;
    scope(() => {
      const given = overHost(values, shape, dtype);
      const staged = emptyPinned(shape, dtype);
      if (staged === undefined) return copyInto(made, given);
      copyInto(staged, given);
      copyLater(made, staged);
    });
    return made;
  };
  /** A copy of a contiguous tensor on the host; waits for the device. */
  const download = (tensor: Handle, size: number, dtype: TorchDtype) => {
    const memory = new ArrayBuffer(size * bytesOf[dtype]);
    if (size > 0) scope(() => copyInto(overHost(memory, [size], dtype), view(tensor, [size])));
    return typed(memory, dtype);
  };
  /** The same, waiting on another thread. */
  const downloadAsync = async (tensor: Handle, size: number, dtype: TorchDtype) => {
    const memory = new ArrayBuffer(size * bytesOf[dtype]);
    if (size === 0) return typed(memory, dtype);
    const [to, from] = scope(() => [claim(overHost(memory, [size], dtype)), claim(view(tensor, [size]))] as const);
    try {
      require(await abi.copyAsync(addressOf(to), addressOf(from), 0), 'copy');
    } finally {
      free(to);
      free(from);
    }
    return typed(memory, dtype);
  };

  return {
    keep,
    fail,
    scope,
    claim,
    free,
    empty,
    zeros,
    full,
    view,
    addScaled,
    padLastFirst,
    overHost,
    isContiguous,
    copyInto,
    upload,
    download,
    downloadAsync,
    /** The shape that libtorch has. */
    shapeOf: (tensor: Handle): number[] => {
      require(abi.rankOf(addressOf(tensor), out), 'dim');
      return Array.from({ length: readWord(out, 0) }, (_, axis) => {
        require(abi.sizeOf(addressOf(tensor), axis, out), 'size');
        return readWord(out, 0);
      });
    },
    hasDtype: (tensor: Handle, dtype: TorchDtype): boolean => {
      require(abi.dtypeOf(addressOf(tensor), out), 'dtype');
      return out[0] === abi.dtypes[dtype];
    },
    /** Where the numbers lie: the same for tensors that share memory from its beginning. */
    dataOf: (tensor: Handle): Address => {
      require(abi.dataOf(addressOf(tensor), out), 'data_ptr');
      return readWord(out, 0);
    },
    /** Of the memory that a tensor is in, all of which lives as long as it does. */
    storageBytes: (tensor: Handle): number => {
      require(abi.storageBytes(addressOf(tensor), out), 'storage size');
      return readWord(out, 0);
    },
    /** How many handles the scopes hold: 0 outside of kernels. */
    held: (): number => live.length,
  };
};

export type Tensors = ReturnType<typeof createTensors>;

const constantMode = new TextEncoder().encode('constant\0');

const outOfMemory = /out of memory|can't allocate memory|not enough memory|Failed to allocate/i;

/** After these CUDA answers nothing more in this process. */
const contextLost =
  /CUDA error: (device-side assert|an illegal|unspecified launch|misaligned|hardware stack|invalid program counter)/i;

/** What a failed call is to the program: what was asked for, what libtorch says, and for want of memory what helps. */
const failureOf = (what: string, said: string, device: DeviceName): Error => {
  const words = said.trim().replace(/\s+/g, ' ');
  if (outOfMemory.test(words)) return new TorchMemoryError(`torch: no memory on ${device} for ${what}: ${words}`);
  if (device === 'cuda' && contextLost.test(words)) {
    return new DeviceLostError(
      `torch: the context of CUDA is lost, and its tensors with it: ${what}: ${words}`,
      'unknown',
    );
  }
  return new Error(`torch: ${what}: ${words}`);
};
