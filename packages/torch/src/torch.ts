// internal: what kernels compute with
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { operatorCalls } from './abi/callOperator.ts';
import type { Abi } from './abi/functions.ts';
import type { DeviceName } from './deviceName.ts';
import type { Calls, Handle, TorchDtype } from './operators/kinds.ts';
import { type Operators, operators } from './operators/table.ts';
import { createTensors, type Tensors } from './tensors/tensors.ts';
import { createStore, type Store } from './tfjs/store.ts';

/** Every operator of the table as a function, tensors of libtorch, and the backend's own. */
export interface Torch
  extends Calls<Operators>,
    Omit<Tensors, 'keep' | 'fail'>,
    Pick<
      Store,
      'input' | 'output' | 'outputFilled' | 'hostValue' | 'alias' | 'constant' | 'isSole' | 'keepWith' | 'keptWith'
    > {
  readonly device: DeviceName;
  readonly tensors: Tensors;
  readonly store: Store;
  /** In a type; the tensor itself where it has that. */
  to(tensor: Handle, dtype: TorchDtype): Handle;
  /** The tensor in a type. */
  inputAs(info: TensorInfo, dtype: TorchDtype): Handle;
  /** In one piece, in the order of its axes; the tensor itself where it is. */
  packed(tensor: Handle): Handle;
}

/** Computes on a device of an open PyTorch, with tfjs's storage for the tensors. */
export const createTorch = (abi: Abi, device: DeviceName, data: Parameters<typeof createStore>[0]): Torch => {
  const tensors = createTensors(abi, device, 0);
  const store = createStore(data, tensors);
  const calls = operatorCalls(operators, abi, tensors);
  return {
    ...calls,
    ...tensors,
    input: store.input,
    output: store.output,
    outputFilled: store.outputFilled,
    hostValue: store.hostValue,
    alias: store.alias,
    constant: store.constant,
    isSole: store.isSole,
    keepWith: store.keepWith,
    keptWith: store.keptWith,
    device,
    tensors,
    store,
    inputAs: (info, dtype) =>
      info.dtype === dtype ? store.input(info) : calls.convert(store.input(info), dtype, false, false, undefined),
    to: (tensor, dtype) =>
      tensors.hasDtype(tensor, dtype) ? tensor : calls.convert(tensor, dtype, false, false, undefined),
    packed: (tensor) => (tensors.isContiguous(tensor) ? tensor : calls.contiguous(tensor, 'contiguous')),
  };
};
