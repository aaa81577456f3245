// internal: the tensors of the backend, by tfjs's data ids
import type { DataId, DataType, TensorInfo } from '@tensorflow/tfjs-core';
import { addressOf } from '../abi/callOperator.ts';
import type { Handle } from '../operators/kinds.ts';
import { bytesOf, sizeOf, type Tensors } from '../tensors/tensors.ts';

/** What tfjs calls numbers on the host. */
export type HostValues = Float32Array | Int32Array | Uint8Array;

/** Types that lie on the device; strings stay in JavaScript. */
export type NumericType = Exclude<DataType, 'string'>;

interface OnDevice {
  handle: Handle;
  /** In which libtorch has it; tfjs may call the same data by other shapes. */
  readonly shape: readonly number[];
  readonly dtype: NumericType;
  /** Where the numbers lie; 0 where there are none. */
  address: number;
  /** What every element is, where the host knows it. */
  filled: number | undefined;
  /** What a kernel has worked out of it for another. */
  kept?: { readonly name: string; readonly handle: Handle } | undefined;
  /** What the numbers in memory are to be multiplied by before anybody but `inputUnscaled` sees them. */
  factor: number;
}

type Extra = Pick<OnDevice & { refCount: number }, 'refCount' | 'filled' | 'factor'>;

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

/** Longer lists are not looked through. */
const mostLooked = 4096;

/** What all of some numbers are; undefined where they differ. */
const commonValue = (values: HostValues): number | undefined =>
  values.length <= mostLooked && values.every((value) => Object.is(value, values[0])) ? values[0] : undefined;

const arrays = { float32: Float32Array, int32: Int32Array, bool: Uint8Array, complex64: Float32Array } as const;

/** Values of any kind as the array that libtorch reads. */
const hostArray = (values: ArrayLike<number | boolean>, dtype: NumericType): HostValues => {
  if (dtype === 'bool' && values instanceof Uint8Array && values.every((value) => value <= 1)) return values;
  if (dtype === 'bool') return Uint8Array.from(values as ArrayLike<number>, (value) => (value ? 1 : 0));
  const Numbers = arrays[dtype];
  return values instanceof Numbers ? values : Numbers.from(values as ArrayLike<number>);
};

const isSameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((length, axis) => length === b[axis]);

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

  /** Of a constant; a kernel that runs may still use it, so the scope gets it. */
  const forgetOldest = (): void => {
    const [oldest] = constants;
    if (oldest === undefined) return;
    const [key, handle] = oldest;
    constants.delete(key);
    unshare(tensors.dataOf(handle));
    tensors.keep(addressOf(handle));
  };

  /**
   * A scalar of a value on the device, written once and then shared: it is never written over. The scope does not own
   * it.
   */
  const constant = (value: number, dtype: NumericType | 'int64' | 'float64' = 'float32'): Handle => {
    const key = `${dtype} ${Object.is(value, -0) ? '-0' : value}`;
    const known = constants.get(key);
    if (known !== undefined) return known;
    if (constants.size >= mostConstants) forgetOldest();
    const own = tensors.claim(tensors.full([], value, dtype));
    constants.set(key, own);
    share(own, 1);
    return own;
  };

  const put = (
    id: DataId,
    handle: Handle,
    shape: readonly number[],
    dtype: NumericType,
    more: Partial<Extra> = {},
  ): void => {
    const { refCount = 1, filled, factor = 1 } = more;
    const size = sizeOf(shape);
    data.set(id, { handle, shape, dtype, address: share(handle, size), filled, factor, refCount });
    bytes += size * bytesOf[dtype];
  };

  const onDevice = (id: DataId): OnDevice => {
    const entry = data.get(id);
    if ('strings' in entry) throw new Error('torch: strings are not on the device');
    return entry;
  };

  /** With the numbers themselves in memory. */
  const inMemory = (entry: OnDevice): OnDevice => {
    if (entry.factor === 1) return entry;
    const multiplied = tensors.scope(() => tensors.claim(tensors.addScaled(constant(0), entry.handle, entry.factor)));
    if (entry.address !== 0) unshare(entry.address);
    tensors.free(entry.handle);
    entry.handle = multiplied;
    entry.address = share(multiplied, sizeOf(entry.shape));
    entry.factor = 1;
    return entry;
  };

  const forgetKept = (entry: OnDevice): void => {
    if (entry.kept !== undefined) tensors.free(entry.kept.handle);
    entry.kept = undefined;
  };

  const inShape = ({ handle, shape: known }: OnDevice, shape: readonly number[]): Handle =>
    isSameShape(known, shape) ? handle : tensors.view(handle, shape);

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
    tensors.free(entry.handle);
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
      tensors.scope(() => {
        const isScalar = shape.length === 0 && dtype !== 'complex64';
        const made = isScalar ? constant(given[0]!, dtype) : tensors.upload(given, shape, dtype);
        put(id, tensors.claim(made), shape, dtype, {
          refCount,
          filled: dtype === 'complex64' ? undefined : commonValue(given),
        });
      });
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
      const made = shape.length === 0 ? constant(value, dtype) : tensors.full(shape, value, dtype);
      put(dataId, tensors.claim(made), shape, dtype, { filled: value });
      return putOut({ dataId, shape: [...shape], dtype });
    },
    /** What every element is, without asking the device: of few numbers from the host, and of `outputFilled`. */
    hostValue: ({ dataId }: TensorInfo): number | undefined => onDevice(dataId).filled,
    /** The tensor in a shape, contiguous. */
    input: ({ dataId, shape: own }: TensorInfo, shape: readonly number[] = own): Handle =>
      inShape(inMemory(onDevice(dataId)), shape),
    /** What is in memory of it, which is to be multiplied by `factorOf`. */
    inputUnscaled: ({ dataId, shape }: TensorInfo): Handle => inShape(onDevice(dataId), shape),
    factorOf: ({ dataId }: TensorInfo): number => onDevice(dataId).factor,
    /** A float32 tensor that is `factor` times what is in this memory. */
    outputUnscaled: (handle: Handle, shape: readonly number[], factor: number): TensorInfo => {
      const dataId = {};
      put(dataId, tensors.claim(handle), shape, 'float32', { factor });
      return putOut({ dataId, shape: [...shape], dtype: 'float32' });
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
      if (data.get(dataId).refCount !== 1 || sharers.get(entry.address) !== 1) return false;
      entry.filled = undefined;
      forgetKept(entry);
      return true;
    },
    read: (id: DataId): HostValues | readonly (string | Uint8Array)[] => {
      const entry = data.get(id);
      if ('strings' in entry) return entry.strings;
      return tensors.download(inMemory(entry).handle, sizeOf(entry.shape), entry.dtype);
    },
    readAsync: async (id: DataId): Promise<HostValues | readonly (string | Uint8Array)[]> => {
      const entry = data.get(id);
      if ('strings' in entry) return entry.strings;
      return tensors.downloadAsync(inMemory(entry).handle, sizeOf(entry.shape), entry.dtype);
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
