// internal: the functions of TensorFlow's C library that the binding calls, as a table of their types
import type { LibraryHandle } from 'koffi';

/** The address of a thing of the library's own: one of a tensor is none of an operation. */
export type Address<Kind extends string> = (number | bigint) & { readonly kind?: Kind };

/** What a function takes or gives: its type here. */
interface Kinds {
  status: Address<'status'>;
  options: Address<'options'>;
  context: Address<'context'>;
  devices: Address<'devices'>;
  /** Numbers in memory of the host. */
  tensor: Address<'tensor'>;
  /** A tensor on a device. */
  handle: Address<'handle'>;
  operation: Address<'operation'>;
  /** The memory of a tensor, or of one string of it. */
  memory: Address<'memory'>;
  /** Memory of JavaScript that the function reads or writes while it runs. */
  bytes: Uint8Array | Int32Array | BigInt64Array | BigUint64Array | Float32Array;
  /** A string that the library may keep for good, with a zero at its end. */
  name: Uint8Array;
  text: string;
  int: number;
  int64: number | bigint;
  size: number | bigint;
  float: number;
  flag: number;
  nothing: undefined;
}

type Kind = keyof Kinds;

/** The same in C, for koffi. An address is a number: koffi's pointers are slower. */
const inC: Readonly<Record<Kind, string>> = {
  status: 'uint64',
  options: 'uint64',
  context: 'uint64',
  devices: 'uint64',
  tensor: 'uint64',
  handle: 'uint64',
  operation: 'uint64',
  memory: 'uint64',
  bytes: 'void *',
  name: 'void *',
  text: 'str',
  int: 'int',
  int64: 'int64',
  size: 'size_t',
  float: 'float',
  flag: 'uint8',
  nothing: 'void',
};

/** What each function gives, then what it takes. */
const signatures = {
  TF_Version: ['text'],

  TF_NewStatus: ['status'],
  TF_GetCode: ['int', 'status'],
  TF_Message: ['text', 'status'],

  TFE_NewContextOptions: ['options'],
  TFE_ContextOptionsSetConfig: ['nothing', 'options', 'bytes', 'size', 'status'],
  TFE_DeleteContextOptions: ['nothing', 'options'],
  TFE_NewContext: ['context', 'options', 'status'],
  TFE_ContextListDevices: ['devices', 'context', 'status'],
  TF_DeviceListCount: ['int', 'devices'],
  TF_DeviceListType: ['text', 'devices', 'int', 'status'],
  TF_DeviceListName: ['text', 'devices', 'int', 'status'],
  TF_DeleteDeviceList: ['nothing', 'devices'],

  TF_AllocateTensor: ['tensor', 'int', 'bytes', 'int', 'size'],
  TF_DeleteTensor: ['nothing', 'tensor'],
  TF_TensorData: ['memory', 'tensor'],
  TF_TensorByteSize: ['size', 'tensor'],
  TF_TensorElementCount: ['int64', 'tensor'],

  TF_StringInit: ['nothing', 'memory'],
  TF_StringCopy: ['nothing', 'memory', 'bytes', 'size'],
  TF_StringDealloc: ['nothing', 'memory'],
  TF_StringGetDataPointer: ['memory', 'memory'],
  TF_StringGetSize: ['size', 'memory'],

  TFE_NewTensorHandle: ['handle', 'tensor', 'status'],
  TFE_DeleteTensorHandle: ['nothing', 'handle'],
  TFE_TensorHandleResolve: ['tensor', 'handle', 'status'],
  TFE_TensorHandleCopyToDevice: ['handle', 'handle', 'context', 'text', 'status'],
  TFE_TensorHandleDataType: ['int', 'handle'],
  TFE_TensorHandleNumDims: ['int', 'handle', 'status'],
  TFE_TensorHandleDim: ['int64', 'handle', 'int', 'status'],

  TFE_NewOp: ['operation', 'context', 'name', 'status'],
  TFE_DeleteOp: ['nothing', 'operation'],
  TFE_OpAddInput: ['nothing', 'operation', 'handle', 'status'],
  TFE_OpSetAttrString: ['nothing', 'operation', 'name', 'bytes', 'size'],
  TFE_OpSetAttrInt: ['nothing', 'operation', 'name', 'int64'],
  TFE_OpSetAttrIntList: ['nothing', 'operation', 'name', 'bytes', 'int'],
  TFE_OpSetAttrFloat: ['nothing', 'operation', 'name', 'float'],
  TFE_OpSetAttrFloatList: ['nothing', 'operation', 'name', 'bytes', 'int'],
  TFE_OpSetAttrBool: ['nothing', 'operation', 'name', 'flag'],
  TFE_OpSetAttrBoolList: ['nothing', 'operation', 'name', 'bytes', 'int'],
  TFE_OpSetAttrType: ['nothing', 'operation', 'name', 'int'],
  TFE_OpSetAttrShape: ['nothing', 'operation', 'name', 'bytes', 'int', 'status'],
  TFE_Execute: ['nothing', 'operation', 'bytes', 'bytes', 'status'],
} as const satisfies Record<string, readonly [Kind, ...Kind[]]>;

type Signatures = typeof signatures;
type Given<Taken extends readonly Kind[]> = { readonly [I in keyof Taken]: Kinds[Taken[I]] };
type FunctionOf<S extends readonly Kind[]> = S extends readonly [infer R extends Kind, ...infer Taken extends Kind[]]
  ? (...given: Given<Taken>) => Kinds[R]
  : never;

/** The library's functions by their names in C. */
export type TensorflowFunctions = { readonly [Name in keyof Signatures]: FunctionOf<Signatures[Name]> };

/**
 * Looks each function up in the libraries, the first that has it.
 *
 * @throws Error that names those that none of them has
 */
export const functionsOf = (libraries: readonly LibraryHandle[]): TensorflowFunctions => {
  const missing: string[] = [];
  const entries = Object.entries<readonly [Kind, ...Kind[]]>(signatures).map(([name, [result, ...taken]]) => {
    const found = firstWith(
      libraries,
      name,
      inC[result],
      taken.map((kind) => inC[kind]),
    );
    if (found === undefined) missing.push(name);
    return [name, found];
  });
  if (missing.length > 0) throw new Error(`the library lacks ${missing.join(', ')}`);
  return Object.fromEntries(entries) as TensorflowFunctions;
};

const firstWith = (libraries: readonly LibraryHandle[], name: string, result: string, taken: string[]) => {
  for (const library of libraries) {
    try {
      return library.func(name, result, taken);
    } catch {
      // it may be in the next
    }
  }
  return undefined;
};
