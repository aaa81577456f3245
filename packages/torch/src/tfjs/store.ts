// internal: the tensors of the backend, by tfjs's data ids
import { type DataId, type DataType, type TensorInfo, util } from '@tensorflow/tfjs-core';
import type { Handle } from '../operators/kinds.ts';
import { bytesOf, sizeOf, type Tensors } from '../tensors/tensors.ts';

/** What tfjs calls numbers on the host. */
export type HostValues = Float32Array | Int32Array | Uint8Array;

/** Types that lie on the device; strings stay in JavaScript. */
export type NumericType = Exclude<DataType, 'string'>;

interface OnDevice {
  readonly handle: Handle;
  /** In which libtorch has it; tfjs may call the same data by other shapes. */
  readonly shape: readonly number[];
  readonly dtype: NumericType;
  /** Where the numbers lie; 0 where there are none. */
  readonly address: number;
}

interface Strings {
  readonly strings: readonly (string | Uint8Array)[];
}

type Entry = { refCount: number } & (OnDevice | Strings);

/** The part of tfjs's DataStorage that is used. */
interface Storage {
  get(id: DataId): Entry;
  set(id: DataId, entry: Entry): void;
  has(id: DataId): boolean;
  delete(id: DataId): boolean;
  numDataIds(): number;
}

const arrays = { float32: Float32Array, int32: Int32Array, bool: Uint8Array, complex64: Float32Array } as const;

/** Values of any kind as the array that libtorch reads. */
const hostArray = (values: ArrayLike<number | boolean>, dtype: NumericType): HostValues => {
  if (dtype === 'bool') return Uint8Array.from(values as ArrayLike<number>, (value) => (value ? 1 : 0));
  const Numbers = arrays[dtype];
  return values instanceof Numbers ? values : Numbers.from(values as ArrayLike<number>);
};

/** So many scalars are kept by value: constants of programs are few, numbers that change from step to step many. */
const mostConstants = 1024;

export const createStore = (data: Storage, tensors: Tensors) => {
  /** How many handles of ours lie at an address: more than one, and none may be written over. */
  const sharers = new Map<number, number>();
  const constants = new Map<string, Handle>();
  let bytes = 0;

  const share = (handle: Handle, size: number): number => {
    if (size === 0) return 0;
    const address = tensors.dataOf(handle);
    sharers.set(address, (sharers.get(address) ?? 0) + 1);
    return address;
  };
  const unshare = (address: number): void => {
    const left = (sharers.get(address) ?? 0) - 1;
    if (left > 0) sharers.set(address, left);
    else sharers.delete(address);
  };

  /**
   * A scalar of a value on the device, written once and then shared: it is never written over. The scope does not own
   * it.
   */
  const constant = (value: number, dtype: NumericType | 'int64' | 'float64' = 'float32'): Handle => {
    const key = `${dtype} ${Object.is(value, -0) ? '-0' : value}`;
    const known = constants.get(key);
    if (known !== undefined) return known;
    const made = tensors.full([], value, dtype);
    if (constants.size >= mostConstants) return made;
    const own = tensors.claim(made);
    constants.set(key, own);
    share(own, 1);
    return own;
  };

  const put = (id: DataId, handle: Handle, shape: readonly number[], dtype: NumericType, refCount = 1): void => {
    const size = sizeOf(shape);
    data.set(id, { handle, shape, dtype, address: share(handle, size), refCount });
    bytes += size * bytesOf[dtype];
  };

  const onDevice = (id: DataId): OnDevice => {
    const entry = data.get(id);
    if ('strings' in entry) throw new Error('torch: strings are not on the device');
    return entry;
  };

  return {
    constant,
    /** Numbers or strings from the host. */
    write: (id: DataId, values: unknown, shape: readonly number[], dtype: DataType, refCount: number): void => {
      if (dtype === 'string') {
        data.set(id, { strings: (values ?? []) as readonly string[], refCount });
        return;
      }
      const size = sizeOf(shape) * (dtype === 'complex64' ? 2 : 1);
      const given = hostArray((values as ArrayLike<number> | null) ?? new arrays[dtype](size), dtype);
      tensors.scope(() => {
        const isScalar = shape.length === 0 && dtype !== 'complex64';
        const made = isScalar ? constant(given[0]!, dtype) : tensors.upload(given, shape, dtype);
        put(id, tensors.claim(made), shape, dtype, refCount);
      });
    },
    /** A result of a kernel: a contiguous tensor of this shape. Of a part of some memory a copy is kept. */
    output: (handle: Handle, shape: readonly number[], dtype: NumericType): TensorInfo => {
      const isPart = tensors.storageBytes(handle) > sizeOf(shape) * bytesOf[dtype];
      const dataId = {};
      put(dataId, tensors.claim(isPart ? copyOf(tensors, handle, shape, dtype) : handle), shape, dtype);
      return { dataId, shape: [...shape], dtype };
    },
    /** The tensor in a shape, contiguous. */
    input: ({ dataId, shape: own }: TensorInfo, shape: readonly number[] = own): Handle => {
      const { handle, shape: known } = onDevice(dataId);
      return util.arraysEqual([...known], [...shape]) ? handle : tensors.view(handle, shape);
    },
    /** The same data once more, in a shape. */
    alias: ({ dataId, shape: own, dtype }: TensorInfo, shape: readonly number[] = own): TensorInfo => {
      data.get(dataId).refCount += 1;
      return { dataId, shape: [...shape], dtype };
    },
    /** Whether a kernel may write over it: nothing else has this memory. */
    isSole: ({ dataId }: TensorInfo): boolean => {
      const { address } = onDevice(dataId);
      return data.get(dataId).refCount === 1 && sharers.get(address) === 1;
    },
    read: (id: DataId): HostValues | readonly (string | Uint8Array)[] => {
      const entry = data.get(id);
      if ('strings' in entry) return entry.strings;
      return tensors.download(entry.handle, sizeOf(entry.shape), entry.dtype);
    },
    readAsync: async (id: DataId): Promise<HostValues | readonly (string | Uint8Array)[]> => {
      const entry = data.get(id);
      if ('strings' in entry) return entry.strings;
      return tensors.downloadAsync(entry.handle, sizeOf(entry.shape), entry.dtype);
    },
    refCount: (id: DataId): number => (data.has(id) ? data.get(id).refCount : 0),
    changeRefCount: (id: DataId, by: number): void => {
      if (data.has(id)) data.get(id).refCount += by;
    },
    /** Takes a reference away, and frees the memory with the last; whether it is freed. */
    dispose: (id: DataId, force: boolean): boolean => {
      if (!data.has(id)) return true;
      const entry = data.get(id);
      entry.refCount -= 1;
      if (!force && entry.refCount > 0) return false;
      data.delete(id);
      if ('strings' in entry) return true;
      if (entry.address !== 0) unshare(entry.address);
      bytes -= sizeOf(entry.shape) * bytesOf[entry.dtype];
      tensors.free(entry.handle);
      return true;
    },
    count: (): number => data.numDataIds(),
    /** Of the tensors on the device; those that share memory count each. */
    bytes: (): number => bytes,
    /** Gives constants back. */
    clear: (): void => {
      for (const handle of constants.values()) tensors.free(handle);
      constants.clear();
    },
  };
};

export type Store = ReturnType<typeof createStore>;

const copyOf = (tensors: Tensors, handle: Handle, shape: readonly number[], dtype: NumericType): Handle => {
  const made = tensors.empty(shape, dtype);
  tensors.copyInto(made, tensors.view(handle, shape));
  return made;
};
