// internal: the functions of libtorch's stable C ABI that are used
import koffi, { type LibraryHandle } from 'koffi';
import type { DeviceName } from '../deviceName.ts';
import type { TorchDtype } from '../operators/kinds.ts';
import { writeWord } from './words.ts';

/** An address as a number: of a tensor, list, string or box. */
export type Address = number;

type Memory = ArrayBufferView | ArrayBuffer;
type Failed = number;
type Fn<Takes extends readonly unknown[], Gives> = (...values: Takes) => Gives;

type EmptyStrided = Fn<
  [rank: number, sizes: Memory, strides: Memory, dtype: number, device: number, index: number, out: Uint32Array],
  Failed
>;

/** Each gives 0, or another number for a failure, unless it says otherwise. */
export interface AbiFunctions {
  readonly newHandle: Fn<[of: Address, out: Uint32Array], Failed>;
  readonly deleteTensor: Fn<[of: Address], Failed>;
  readonly emptyStrided: EmptyStrided;
  /** In host memory that stays where it is, which a GPU reads by itself; undefined where libtorch lacks it. */
  readonly emptyPinned: EmptyStrided | undefined;
  readonly view: Fn<
    [of: Address, rank: number, sizes: Memory, strides: Memory, offset: number, out: Uint32Array],
    Failed
  >;
  readonly overMemory: Fn<
    [
      memory: Memory,
      rank: number,
      sizes: Memory,
      strides: Memory,
      offset: number,
      dtype: number,
      device: number,
      index: number,
      out: Uint32Array,
    ],
    Failed
  >;
  readonly zero: Fn<[of: Address], Failed>;
  readonly copy: Fn<[to: Address, from: Address, nonBlocking: number], Failed>;
  /** The same on another thread. */
  readonly copyAsync: Fn<[to: Address, from: Address, nonBlocking: number], Promise<Failed>>;
  readonly fill: Fn<[of: Address, value: number], Failed>;
  readonly pad: Fn<
    [of: Address, amounts: Memory, count: number, mode: Memory, value: Memory, out: Uint32Array],
    Failed
  >;
  /** a + alpha b; alpha is a float, which ATen refuses for integers. */
  readonly add: Fn<[a: Address, b: Address, alpha: number, out: Uint32Array], Failed>;
  readonly isContiguous: Fn<[of: Address, out: Uint32Array], Failed>;
  readonly dtypeOf: Fn<[of: Address, out: Uint32Array], Failed>;
  readonly rankOf: Fn<[of: Address, out: Uint32Array], Failed>;
  readonly sizeOf: Fn<[of: Address, axis: number, out: Uint32Array], Failed>;
  readonly dataOf: Fn<[of: Address, out: Uint32Array], Failed>;
  readonly storageBytes: Fn<[of: Address, out: Uint32Array], Failed>;
  readonly dispatch: Fn<[name: Memory, overload: Memory, stack: Memory, writtenFor: bigint], Failed>;
  readonly newList: Fn<[capacity: number, out: Uint32Array], Failed>;
  readonly pushToList: Fn<[list: Address, word: number | bigint], Failed>;
  readonly newText: Fn<[text: string, bytes: number, out: Uint32Array], Failed>;
  /** Memory for a word that an optional argument points to; libtorch frees it. */
  readonly newBox: Fn<[out: Uint32Array], Failed>;
  readonly writeMemory: Fn<[to: Address, from: Memory, bytes: number], Address>;
  readonly threads: Fn<[out: Uint32Array], Failed>;
  /** What the last failure said. */
  readonly failure: () => string;
}

export interface AbiConstants {
  readonly dtypes: Readonly<Record<TorchDtype, number>>;
  readonly devices: Readonly<Record<DeviceName, number>>;
  readonly contiguous: number;
}

export interface Abi extends AbiFunctions, AbiConstants {}

const dtypes = ['bool', 'uint8', 'int32', 'int64', 'float32', 'float64', 'complex64'] as const;
const devices = ['cpu', 'cuda', 'mps'] as const;

/** Where memory that C++ `delete` frees comes from, before 2.13; of macOS and Windows untried. */
const allocator = {
  linux: ['libstdc++.so.6', '_Znwm'],
  darwin: ['libc++.1.dylib', '_Znwm'],
  win32: ['ucrtbase.dll', 'malloc'],
} as const;

const runtime = { linux: 'libc.so.6', darwin: 'libSystem.dylib', win32: 'ucrtbase.dll' } as const;

const onPlatform = <T>(of: { readonly linux: T; readonly darwin: T; readonly win32: T }): T =>
  process.platform === 'win32' ? of.win32 : process.platform === 'darwin' ? of.darwin : of.linux;

const has = (library: LibraryHandle, name: string): boolean => {
  try {
    library.func(name, 'int32', []);
    return true;
  } catch {
    return false;
  }
};

const pinned = 'aoti_torch_empty_strided_pinned';

const address = 'uint64';
const memory = 'void *';

/** Binds the functions of an open PyTorch for a device, whose own kernels are in a library of theirs. */
export const bindAbi = (main: LibraryHandle, device: DeviceName, ofDevice: LibraryHandle): Abi => {
  const f = (name: string, takes: string[], gives = 'int32', library = main) => library.func(name, gives, takes);
  const constant = (name: string): number => f(name, [])();
  const byName = <K extends string>(names: readonly K[], prefix: string): Record<K, number> =>
    Object.fromEntries(names.map((name) => [name, constant(`${prefix}_${name}`)])) as Record<K, number>;
  const emptyTakes = ['int64', memory, memory, 'int32', 'int32', 'int32', memory];
  const copy = f('aoti_torch_copy_', [address, address, 'int32']);
  f('aoti_torch_grad_mode_set_enabled', ['bool'], 'void')(false);
  leaveNnpack(main);
  return {
    newHandle: f('aoti_torch_new_tensor_handle', [address, memory]),
    deleteTensor: f('aoti_torch_delete_tensor_object', [address]),
    emptyStrided: f('aoti_torch_empty_strided', emptyTakes),
    emptyPinned: has(main, pinned) ? f(pinned, emptyTakes) : undefined,
    view: f('aoti_torch__reinterpret_tensor', [address, 'int64', memory, memory, 'int64', memory]),
    overMemory: f('aoti_torch_create_tensor_from_blob', [
      memory,
      'int64',
      memory,
      memory,
      'int64',
      'int32',
      'int32',
      'int32',
      memory,
    ]),
    zero: f('aoti_torch_zero_', [address]),
    copy,
    copyAsync: (to, from, nonBlocking) =>
      new Promise((resolve, reject) => {
        copy.async(to, from, nonBlocking, (error: unknown, failed: number) =>
          error ? reject(error) : resolve(failed),
        );
      }),
    fill: f('aoti_torch_aten_fill__Scalar', [address, 'double']),
    pad: f('aoti_torch_aten_pad', [address, memory, 'int64', memory, memory, memory]),
    add: f(`aoti_torch_${device}_add_Tensor`, [address, address, 'double', memory], 'int32', ofDevice),
    isContiguous: f('aoti_torch_is_contiguous', [address, memory]),
    dtypeOf: f('aoti_torch_get_dtype', [address, memory]),
    rankOf: f('aoti_torch_get_dim', [address, memory]),
    sizeOf: f('aoti_torch_get_size', [address, 'int64', memory]),
    dataOf: f('aoti_torch_get_data_ptr', [address, memory]),
    storageBytes: f('aoti_torch_get_storage_size', [address, memory]),
    dispatch: f('torch_call_dispatcher', [memory, memory, memory, 'uint64']),
    newList: f('torch_new_list_reserve_size', ['size_t', memory]),
    pushToList: f('torch_list_push_back', [address, 'uint64']),
    newText: f('torch_new_string_handle', ['str', 'size_t', memory]),
    newBox: bindNewBox(main),
    writeMemory: koffi.load(onPlatform(runtime)).func('memcpy', address, [address, memory, 'size_t']),
    threads: f('torch_get_num_threads', [memory]),
    failure: bindFailure(main),
    dtypes: byName(dtypes, 'aoti_torch_dtype'),
    devices: byName(devices, 'aoti_torch_device_type'),
    contiguous: constant('aoti_torch_memory_format_contiguous_format'),
  };
};

/**
 * Without NNPACK, which processors may lack: a convolution says so on the error output, each time. PyTorch has this
 * switch in C++ alone; where it is not found under this name, all goes on.
 */
const leaveNnpack = (main: LibraryHandle): void => {
  try {
    const context = main.func('_ZN2at13globalContextEv', address, []);
    main.func('_ZN2at7Context20setUserEnabledNNPACKEb', 'void', [address, 'bool'])(context(), false);
  } catch {
    // Its warnings are harmless.
  }
};

/** Before 2.13 libtorch has no function for it, and frees with C++ `delete`. */
const bindNewBox = (main: LibraryHandle): AbiFunctions['newBox'] => {
  if (has(main, 'torch_new_stable_ivalue')) return main.func('torch_new_stable_ivalue', 'int32', [memory]);
  const [library, name] = onPlatform<readonly [string, string]>(allocator);
  const allocate = koffi.load(library).func(name, address, ['size_t']);
  return (out) => {
    writeWord(out, 0, allocate(8));
    return 0;
  };
};

/** Before 2.13 libtorch tells its error output alone. */
const bindFailure = (main: LibraryHandle): (() => string) =>
  has(main, 'torch_exception_get_what_without_backtrace')
    ? main.func('torch_exception_get_what_without_backtrace', 'str', [])
    : () => 'PyTorch wrote the reason to the error output';
