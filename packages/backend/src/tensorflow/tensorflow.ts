// internal: TensorFlow's C library, loaded and ready
import koffi from 'koffi';
import { type Context, createContext } from './context.ts';
import { type Address, functionsOf, type TensorflowFunctions } from './functions.ts';
import { createStatus, type Status } from './status.ts';

export interface Tensorflow {
  readonly functions: TensorflowFunctions;
  readonly status: Status;
  readonly context: Context;
  /** Of the library: `2.21.0`. */
  readonly version: string;
  /** Fills memory of a tensor with as many bytes of an array. */
  copyIn(memory: Address<'memory'>, values: ArrayBufferView, bytes: number): void;
  /** So many bytes of a tensor's memory, as a copy. */
  copyOut(memory: Address<'memory'>, bytes: number): ArrayBuffer;
}

/**
 * With its kernels of oneDNN, TensorFlow 2.21 gives wrong gradients of small convolutions on CPUs (by its input, 2x2,
 * one channel, no padding); in Python too. Without them it is right. What the environment says already, stays.
 */
const withoutOneDnn = (): void => {
  const setVariable = koffi.load(null).func('setenv', 'int', ['str', 'str', 'int']); // also of a thread's process
  setVariable('TF_ENABLE_ONEDNN_OPTS', '0', 0);
};

/**
 * Loads the library and starts it.
 *
 * @param files its shared objects, the one that the others need first
 * @throws Error where one cannot be loaded, or lacks a function
 */
export const openTensorflow = (files: readonly string[], threads?: number): Tensorflow => {
  withoutOneDnn();
  const functions = functionsOf(files.map((file) => koffi.load(file)).reverse());
  const status = createStatus(functions);
  return {
    functions,
    status,
    context: createContext(functions, status, threads),
    version: functions.TF_Version(),
    ...copies(),
  };
};

/** The process's own `memcpy`, in both directions. */
const copies = (): Pick<Tensorflow, 'copyIn' | 'copyOut'> => {
  const process = koffi.load(null);
  const toMemory = process.func('memcpy', 'void', ['uint64', 'void *', 'size_t']);
  const fromMemory = process.func('memcpy', 'void', ['void *', 'uint64', 'size_t']);
  return {
    copyIn: (memory, values, bytes) => {
      if (bytes > 0) toMemory(memory, values, bytes);
    },
    copyOut: (memory, bytes) => {
      const copy = new ArrayBuffer(bytes);
      if (bytes > 0) fromMemory(new Uint8Array(copy), memory, bytes);
      return copy;
    },
  };
};
