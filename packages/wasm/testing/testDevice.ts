import { type Attributes, sizeOf } from '@kindling/core';
import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';
import type { Device, Inputs, Replacement } from '../src/tfjs/adapter/replacement.ts';

import { type TestRuntime, type TestRuntimeOptions, testRuntime } from './testRuntime.ts';

export interface TestDevice extends Device {
  readonly runtime: TestRuntime;
  tensor(values: ArrayLike<number>, shape: readonly number[], dtype?: DataType): TensorInfo;
  numbers(tensor: TensorInfo): Float32Array | Int32Array | Uint8Array;
  /** How many tensors nobody has released. */
  held(): number;
  /** The single result of the replacement of this name, which finds the others by `call`. */
  run(replacements: readonly Replacement[], name: string, inputs: Inputs, attributes?: Attributes): TensorInfo;
}

const arrays = { float32: Float32Array, int32: Int32Array, bool: Uint8Array } as const;
const arrayOf = (dtype: DataType) => arrays[dtype as keyof typeof arrays];

export const testDevice = (options?: TestRuntimeOptions): TestDevice => {
  const runtime = testRuntime(options);
  const places = new Map<TensorInfo['dataId'], { readonly address: number; holders: number }>();
  const made = (shape: readonly number[], dtype: DataType, address: number): TensorInfo => {
    const dataId = {};
    places.set(dataId, { address, holders: 1 });
    return { dataId, shape: [...shape], dtype };
  };
  const place = ({ dataId }: TensorInfo) => places.get(dataId)!;
  const output: Device['output'] = (shape, dtype) => made(shape, dtype, runtime.room(sizeOf(shape)));
  let registered: readonly Replacement[] = [];
  const computed = (name: string, inputs: Inputs, attributes: Attributes): TensorInfo => {
    const result = registered.find((each) => each.name === name)?.compute(inputs, attributes, device);
    if (result === undefined || Array.isArray(result)) throw new Error(`testDevice: ${name} gave no tensor`);
    return result;
  };
  const device: Device = {
    runtime,
    address: (tensor) => place(tensor).address,
    integers: (tensor) => new Int32Array(runtime.memory.buffer, place(tensor).address, sizeOf(tensor.shape)),
    output,
    isShared: (tensor) => place(tensor).holders > 1,
    alias: (tensor, shape) => {
      place(tensor).holders += 1;
      return { ...tensor, shape: [...shape] };
    },
    release: (tensor) => {
      place(tensor).holders -= 1;
      if (place(tensor).holders === 0) places.delete(tensor.dataId);
    },
    call: computed,
  };
  return {
    ...device,
    runtime,
    tensor: (values, shape, dtype = 'float32') => {
      const tensor = output(shape, dtype);
      new (arrayOf(dtype))(runtime.memory.buffer, place(tensor).address, sizeOf(shape)).set(values);
      return tensor;
    },
    numbers: (tensor) => {
      const view = arrayOf(tensor.dtype);
      return new view(runtime.memory.buffer, place(tensor).address, sizeOf(tensor.shape)).slice();
    },
    held: () => places.size,
    run: (replacements, name, inputs, attributes = {}) => {
      registered = replacements;
      return computed(name, inputs, attributes);
    },
  };
};
