// internal: tensors of TensorFlow: made of JavaScript's values, and read back
import { dataTypes, type NumberArray, storages } from './dtypes.ts';
import { executeOperation } from './execute.ts';
import type { Address } from './functions.ts';
import { freeStrings, readStrings, stringWidth, writeStrings } from './strings.ts';
import type { Tensorflow } from './tensorflow.ts';

/** What tfjs holds of a tensor: numbers, or strings as their bytes. */
export type Values = NumberArray | readonly Uint8Array[];

/**
 * A new tensor, which its owner frees with `TFE_DeleteTensorHandle`. It is on the context's device, unless it holds
 * int32, which most kernels of a GPU read on the host, or strings.
 */
export const createHandle = (
  tensorflow: Tensorflow,
  shape: readonly number[],
  dtype: number,
  values: Values,
): Address<'handle'> => {
  if (dtype === dataTypes.TF_STRING) return createStrings(tensorflow, shape, values);
  const onHost = createNumbers(tensorflow, shape, dtype, values);
  if (dtype === dataTypes.TF_INT32) return onHost;
  const { functions, status, context } = tensorflow;
  const handle = functions.TFE_TensorHandleCopyToDevice(onHost, context.address, context.device.name, status.address);
  functions.TFE_DeleteTensorHandle(onHost);
  status.check(`a tensor of shape [${shape}] for ${context.device.name}`);
  return handle;
};

const sizeOf = (shape: readonly number[]): number => shape.reduce((size, length) => size * length, 1);

const createNumbers = (
  tensorflow: Tensorflow,
  shape: readonly number[],
  dtype: number,
  values: Values,
): Address<'handle'> => {
  const storage = storages.get(dtype);
  if (storage === undefined) throw new TypeError(`tensorflow: no numbers have the data type ${dtype}`);
  const bytes = sizeOf(shape) * storage.width;
  if (!ArrayBuffer.isView(values) || values.constructor.name !== storage.writes || values.byteLength !== bytes) {
    const given = ArrayBuffer.isView(values) ? `a ${values.constructor.name} of ${values.byteLength}` : 'strings';
    throw new TypeError(
      `tensorflow: ${storage.name} of shape [${shape}] are made of a ${storage.writes} of ${bytes} bytes, got ${given}`,
    );
  }
  return viaHost(tensorflow, shape, dtype, bytes, (memory) => tensorflow.copyIn(memory, values, bytes));
};

/**
 * TensorFlow frees strings on the heap with tensors that it has made itself, but not with those that
 * `TF_AllocateTensor` makes: so what stays is its copy.
 */
const createStrings = (tensorflow: Tensorflow, shape: readonly number[], values: Values): Address<'handle'> => {
  const size = sizeOf(shape);
  if (ArrayBuffer.isView(values) || values.length !== size) {
    throw new TypeError(`tensorflow: ${size} strings are needed for shape [${shape}], got ${values.length}`);
  }
  let written: Address<'memory'> = 0;
  const ours = viaHost(tensorflow, shape, dataTypes.TF_STRING, size * stringWidth, (memory) => {
    writeStrings(tensorflow, memory, values);
    written = memory;
  });
  try {
    const T = { name: 'T', type: 'type', value: dataTypes.TF_STRING } as const;
    return executeOperation(tensorflow, 'DeepCopy', [T], [ours], 1)[0]!;
  } finally {
    freeStrings(tensorflow, written, size); // the handle shares this memory
    tensorflow.functions.TFE_DeleteTensorHandle(ours);
  }
};

/** A handle of a tensor on the host, filled. */
const viaHost = (
  { functions, status }: Tensorflow,
  shape: readonly number[],
  dtype: number,
  bytes: number,
  fill: (memory: Address<'memory'>) => void,
): Address<'handle'> => {
  const tensor = functions.TF_AllocateTensor(dtype, BigInt64Array.from(shape, BigInt), shape.length, bytes);
  if (Number(tensor) === 0) throw new Error(`tensorflow: no memory for a tensor of shape [${shape}], ${bytes} bytes`);
  try {
    fill(functions.TF_TensorData(tensor));
    const handle = functions.TFE_NewTensorHandle(tensor, status.address);
    status.check(`a tensor of shape [${shape}]`);
    return handle;
  } finally {
    functions.TF_DeleteTensor(tensor);
  }
};

/** The values of a tensor, as copies; waits for the device. */
export const readHandle = (tensorflow: Tensorflow, handle: Address<'handle'>): Values => {
  const { functions, status } = tensorflow;
  const dtype = functions.TFE_TensorHandleDataType(handle);
  const storage = storages.get(dtype);
  if (storage === undefined && dtype !== dataTypes.TF_STRING) {
    throw new TypeError(`tensorflow: a tensor of data type ${dtype} cannot be read`);
  }
  const tensor = functions.TFE_TensorHandleResolve(handle, status.address);
  status.check('reading a tensor');
  try {
    const memory = functions.TF_TensorData(tensor);
    if (storage !== undefined) {
      return storage.read(tensorflow.copyOut(memory, Number(functions.TF_TensorByteSize(tensor))));
    }
    return readStrings(tensorflow, memory, Number(functions.TF_TensorElementCount(tensor)));
  } finally {
    functions.TF_DeleteTensor(tensor);
  }
};

/** The lengths of a tensor's dimensions. */
export const shapeOfHandle = ({ functions, status }: Tensorflow, handle: Address<'handle'>): number[] => {
  const rank = functions.TFE_TensorHandleNumDims(handle, status.address);
  status.check('the rank of a tensor');
  return Array.from({ length: rank }, (_, i) => {
    const length = Number(functions.TFE_TensorHandleDim(handle, i, status.address));
    status.check('the shape of a tensor');
    return length;
  });
};
