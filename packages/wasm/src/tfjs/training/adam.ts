// internal: the step of Adam for all parameters
import { Adam, type AdamTensors, readAdam, sizeOf, writeAdam } from '@kindling/core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { type AdamEntry, adamFields, emitAdam, entryBytes } from '../../kernels/training/adam.ts';
import { bitsOf } from '../adapter/bits.ts';
import { type Device, isFloat, type Replacement } from '../adapter/replacement.ts';

export const adam: readonly Replacement[] = [
  {
    name: Adam,
    compute: (inputs, { first = 1, second = 1, inPlace = false }, device) => {
      if (!isFloat(...Object.values(inputs))) return undefined;
      const { scalars, ...given } = readAdam(inputs);
      const place = (tensor: TensorInfo): TensorInfo =>
        inPlace && !device.isShared(tensor)
          ? device.alias(tensor, tensor.shape)
          : device.output(tensor.shape, 'float32');
      const next = { params: given.params.map(place), m: given.m.map(place), v: given.v.map(place) };
      const { beta1, beta2, alpha, epsilon } = scalars;
      const numbers = [
        ...[beta1, beta2, alpha, epsilon].map(device.address),
        bitsOf(first as number),
        bitsOf(second as number),
      ];
      launch(device, given, next, numbers);
      return writeAdam(next);
    },
  },
];

type Given = AdamTensors<TensorInfo> & { readonly gradients: readonly TensorInfo[] };

/** What the kernel reads of each parameter; they go end to end, each beginning at a multiple of 4. */
const writeTable = (table: Int32Array, { address }: Device, given: Given, next: AdamTensors<TensorInfo>): number => {
  let [at, end, place] = [0, 0, 0];
  given.params.forEach((param, i) => {
    const size = sizeOf(param.shape);
    const of = (tensor: TensorInfo): number => {
      if (sizeOf(tensor.shape) === size) return address(tensor);
      throw new RangeError(`${Adam}: a parameter of [${param.shape}] goes with a tensor of [${tensor.shape}]`);
    };
    const entry: AdamEntry = {
      ...{ p: address(param), g: of(given.gradients[i]!), m: of(given.m[i]!), v: of(given.v[i]!) },
      ...{ nextP: of(next.params[i]!), nextM: of(next.m[i]!), nextV: of(next.v[i]!), place, size },
    };
    for (const field of adamFields) table[at++] = entry[field];
    end = place + size;
    place += Math.ceil(size / 4) * 4;
  });
  return end;
};

const launch = (device: Device, given: Given, next: AdamTensors<TensorInfo>, scalars: readonly number[]): void => {
  const entries = given.params.length;
  if (entries === 0) return;
  const { runtime } = device;
  const at = runtime.allocate(entries * entryBytes);
  try {
    const table = new Int32Array(runtime.memory.buffer, at, entries * adamFields.length);
    const count = writeTable(table, device, given, next);
    const kernel = runtime.kernel(Adam, emitAdam);
    runtime.launch(kernel, [at, entries, ...scalars], { count, grain: 1024, work: 0.7 * count });
  } finally {
    runtime.free(at);
  }
};
