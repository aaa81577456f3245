// internal: TensorFlow's data types, as far as tfjs has them

/** By the names that tfjs-node asks its binding for; `TF_DataType` of tf_datatype.h. */
export const dataTypes = {
  TF_FLOAT: 1,
  TF_INT32: 3,
  TF_UINT8: 4,
  TF_STRING: 7,
  TF_COMPLEX64: 8,
  TF_INT64: 9,
  TF_BOOL: 10,
  TF_RESOURCE: 20,
} as const;

export type NumberArray = Float32Array | Int32Array | Uint8Array | BigInt64Array;

interface Storage {
  readonly name: string;
  /** Bytes of one element. */
  readonly width: number;
  /** What tfjs hands over for it: an int64 as two int32, of a little-endian machine. */
  readonly writes: 'Float32Array' | 'Int32Array' | 'Uint8Array';
  /** Its bytes as numbers: a complex one is two floats. */
  read(bytes: ArrayBuffer): NumberArray;
}

/** How the numbers of each data type lie in memory. */
export const storages: ReadonlyMap<number, Storage> = new Map([
  [dataTypes.TF_FLOAT, { name: 'float32', width: 4, writes: 'Float32Array', read: (b) => new Float32Array(b) }],
  [dataTypes.TF_INT32, { name: 'int32', width: 4, writes: 'Int32Array', read: (b) => new Int32Array(b) }],
  [dataTypes.TF_UINT8, { name: 'uint8', width: 1, writes: 'Uint8Array', read: (b) => new Uint8Array(b) }],
  [dataTypes.TF_COMPLEX64, { name: 'complex64', width: 8, writes: 'Float32Array', read: (b) => new Float32Array(b) }],
  [dataTypes.TF_INT64, { name: 'int64', width: 8, writes: 'Int32Array', read: (b) => new BigInt64Array(b) }],
  [dataTypes.TF_BOOL, { name: 'bool', width: 1, writes: 'Uint8Array', read: (b) => new Uint8Array(b) }],
] as const satisfies readonly (readonly [number, Storage])[]);
