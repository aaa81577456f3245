// internal: the tensors of the backend, by tfjs's data ids
import type { DataId, DataType, TensorInfo } from '@tensorflow/tfjs-core';
import type { Handle } from '../operators/kinds.ts';
import { bytesOf, sizeOf, type Tensors } from '../tensors/tensors.ts';
import { createConstants } from './constants.ts';

/** What tfjs calls numbers on the host. */
export type HostValues = Float32Array | Int32Array | Uint8Array;

/** Types that lie on the device; strings stay in JavaScript. */
export type NumericType = Exclude<DataType, 'string'>;

interface OnDevice {
  /** None yet where all elements are of one value, and no operator has asked for them. */
  handle: Handle | undefined;
  /** In which libtorch has it; tfjs may call the same data by other shapes. */
  readonly shape: readonly number[];
  readonly dtype: NumericType;
  /** Where the numbers lie; 0 where there are none, or none yet. */
  address: number;
  /** What every element is, where the host knows it. */
  filled: number | undefined;
  /** What a kernel has worked out of it for another. */
  kept?: { readonly name: string; readonly handle: Handle } | undefined;
}

type Extra = Pick<OnDevice & { refCount: number }, 'refCount' | 'filled'>;

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

/** Longer lists are not looked through, and longer tensors of one value have memory from the start. */
const mostLooked = 4096;

/** What all of some numbers are; undefined where they differ. */
const commonValue = (values: HostValues): number | undefined =>
  values.length <= mostLooked && values.every((value) => Object.is(value, values[0])) ? values[0] : undefined;

const arrays = { float32: Float32Array, int32: Int32Array, bool: Uint8Array, complex64: Float32Array } as const;

/** A number as an element of a type is. */
const asStored = (value: number, dtype: NumericType): number =>
  dtype === 'bool' ? Number(value !== 0) : new arrays[dtype](1).fill(value)[0]!;

/** What a tensor without memory yet is on the host. */
const hostFilled = ({ handle, filled, shape, dtype }: OnDevice): HostValues | undefined =>
  handle === undefined ? new arrays[dtype](sizeOf(shape)).fill(filled!) : undefined;

/** Values of any kind as the array that libtorch reads. */
const hostArray = (values: ArrayLike<number | boolean>, dtype: NumericType): HostValues => {
  if (dtype === 'bool' && values instanceof Uint8Array && values.every((value) => value <= 1)) return values;
  if (dtype === 'bool') return Uint8Array.from(values as ArrayLike<number>, (value) => (value ? 1 : 0));
  const Numbers = arrays[dtype];
  return values instanceof Numbers ? values : Numbers.from(values as ArrayLike<number>);
};

const isSameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((length, axis) => length === b[axis]);

export const createStore = (data: Storage, tensors: Tensors) => {
  /** How many handles of ours lie at an address: more than one, and none may be written over. */
  const sharers = new Map<number, number>();
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

  const constants = createConstants(tensors, {
    share: (handle) => share(handle, 1),
    unshare: (handle) => unshare(tensors.dataOf(handle)),
  });
  const constant = (value: number, dtype: NumericType | 'int64' | 'float64' = 'float32'): Handle =>
    constants.of(value, dtype);

  /** The scope does not own it, or no longer. Others have the memory too, if it is a constant. */
  const filledWith = (value: number, shape: readonly number[], dtype: NumericType): Handle =>
    tensors.claim(shape.length === 0 ? constants.of(value, dtype) : tensors.full(shape, value, dtype));

  const put = (
    id: DataId,
    handle: Handle | undefined,
    shape: readonly number[],
    dtype: NumericType,
    more: Partial<Extra> = {},
  ): void => {
    const { refCount = 1, filled } = more;
    const size = sizeOf(shape);
    const address = handle === undefined ? 0 : share(handle, size);
    data.set(id, { handle, shape, dtype, address, filled, refCount });
    bytes += size * bytesOf[dtype];
  };

  const onDevice = (id: DataId): OnDevice => {
    const entry = data.get(id);
    if ('strings' in entry) throw new Error('torch: strings are not on the device');
    return entry;
  };

  const handleIn = (entry: OnDevice): Handle => {
    if (entry.handle !== undefined) return entry.handle;
    const made = tensors.scope(() => filledWith(entry.filled!, entry.shape, entry.dtype));
    entry.handle = made;
    entry.address = share(made, sizeOf(entry.shape));
    return made;
  };

  const forgetKept = (entry: OnDevice): void => {
    if (entry.kept !== undefined) tensors.free(entry.kept.handle);
    entry.kept = undefined;
  };

  /** What the kernel that runs has put out so far. */
  const made: DataId[] = [];
  const putOut = (info: TensorInfo): TensorInfo => {
    made.push(info.dataId);
    return info;
  };

  /** Takes a reference away, and frees the memory with the last; whether it is freed. */
  const dispose = (id: DataId, force: boolean): boolean => {
    if (!data.has(id)) return true;
    const entry = data.get(id);
    entry.refCount -= 1;
    if (!force && entry.refCount > 0) return false;
    data.delete(id);
    if ('strings' in entry) return true;
    if (entry.address !== 0) unshare(entry.address);
    bytes -= sizeOf(entry.shape) * bytesOf[entry.dtype];
    if (entry.handle !== undefined) tensors.free(entry.handle);
    forgetKept(entry);
    return true;
  };

  /** Runs a kernel; what it has put out before it fails is nobody's, and freed. */
  const attempt = <T>(work: () => T): T => {
    const before = made.length;
    try {
      return work();
    } catch (error) {
      for (const id of made.splice(before)) dispose(id, false);
      throw error;
    } finally {
      made.length = before;
    }
  };

  return {
    constant,
    attempt,
    /** Numbers or strings from the host. */
    write: (id: DataId, values: unknown, shape: readonly number[], dtype: DataType, refCount: number): void => {
      if (dtype === 'string') {
        data.set(id, { strings: (values ?? []) as readonly string[], refCount });
        return;
      }
      const size = sizeOf(shape) * (dtype === 'complex64' ? 2 : 1);
      const given = hostArray((values as ArrayLike<number> | null) ?? new arrays[dtype](size), dtype);
      const filled = dtype === 'complex64' ? undefined : commonValue(given);
      if (filled !== undefined) {
        put(id, undefined, shape, dtype, { refCount, filled });
        return;
      }
      tensors.scope(() => put(id, tensors.claim(tensors.upload(given, shape, dtype)), shape, dtype, { refCount }));
    },
    /** A result of a kernel: a contiguous tensor of this shape. Of a part of some memory a copy is kept. */
    output: (handle: Handle, shape: readonly number[], dtype: NumericType): TensorInfo => {
      const isPart = tensors.storageBytes(handle) > sizeOf(shape) * bytesOf[dtype];
      const dataId = {};
      put(dataId, tensors.claim(isPart ? copyOf(tensors, handle, shape, dtype) : handle), shape, dtype);
      return putOut({ dataId, shape: [...shape], dtype });
    },
    /** A tensor of one value, which `hostValue` knows. */
    outputFilled: (value: number, shape: readonly number[], dtype: NumericType): TensorInfo => {
      const dataId = {};
      const isLong = sizeOf(shape) > mostLooked || dtype === 'complex64';
      const handle = isLong ? filledWith(value, shape, dtype) : undefined;
      put(dataId, handle, shape, dtype, { filled: asStored(value, dtype) });
      return putOut({ dataId, shape: [...shape], dtype });
    },
    /** What every element is, without asking the device: of few numbers from the host, and of `outputFilled`. */
    hostValue: ({ dataId }: TensorInfo): number | undefined => onDevice(dataId).filled,
    /** The tensor in a shape, contiguous. */
    input: ({ dataId, shape: own }: TensorInfo, shape: readonly number[] = own): Handle => {
      const entry = onDevice(dataId);
      const handle = handleIn(entry);
      return isSameShape(entry.shape, shape) ? handle : tensors.view(handle, shape);
    },
    /** The same data once more, in a shape. */
    alias: ({ dataId, shape: own, dtype }: TensorInfo, shape: readonly number[] = own): TensorInfo => {
      data.get(dataId).refCount += 1;
      return putOut({ dataId, shape: [...shape], dtype });
    },
    /** Keeps what was worked out of a tensor for another kernel, by a name, until that is freed or written over. */
    keepWith: ({ dataId }: TensorInfo, name: string, handle: Handle): void => {
      const entry = onDevice(dataId);
      forgetKept(entry);
      entry.kept = { name, handle: tensors.claim(handle) };
    },
    keptWith: ({ dataId }: TensorInfo, name: string): Handle | undefined => {
      const { kept } = onDevice(dataId);
      return kept?.name === name ? kept.handle : undefined;
    },
    /** Whether a kernel may write over it: nothing else has this memory. What it was filled with is forgotten then. */
    isSole: ({ dataId }: TensorInfo): boolean => {
      const entry = onDevice(dataId);
      handleIn(entry);
      if (data.get(dataId).refCount !== 1 || sharers.get(entry.address) !== 1) return false;
      entry.filled = undefined;
      forgetKept(entry);
      return true;
    },
    read: (id: DataId): HostValues | readonly (string | Uint8Array)[] => {
      const entry = data.get(id);
      if ('strings' in entry) return entry.strings;
      return hostFilled(entry) ?? tensors.download(handleIn(entry), sizeOf(entry.shape), entry.dtype);
    },
    readAsync: async (id: DataId): Promise<HostValues | readonly (string | Uint8Array)[]> => {
      const entry = data.get(id);
      if ('strings' in entry) return entry.strings;
      return hostFilled(entry) ?? tensors.downloadAsync(handleIn(entry), sizeOf(entry.shape), entry.dtype);
    },
    refCount: (id: DataId): number => (data.has(id) ? data.get(id).refCount : 0),
    changeRefCount: (id: DataId, by: number): void => {
      if (data.has(id)) data.get(id).refCount += by;
    },
    dispose,
    count: (): number => data.numDataIds(),
    /** Of the tensors on the device; those that share memory count each. */
    bytes: (): number => bytes,
    /** Gives constants back. */
    clear: (): void => constants.clear(),
  };
};

export type Store = ReturnType<typeof createStore>;

const copyOf = (tensors: Tensors, handle: Handle, shape: readonly number[], dtype: NumericType): Handle => {
  const made = tensors.empty(shape, dtype);
  tensors.copyInto(made, tensors.view(handle, shape));
  return made;
};
