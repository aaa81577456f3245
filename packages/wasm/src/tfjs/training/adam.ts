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
      launch(device, entriesOf(device, given, next), numbers);
      return writeAdam(next);
    },
  },
];

type Given = AdamTensors<TensorInfo> & { readonly gradients: readonly TensorInfo[] };

/** All parameters end to end, each beginning at a multiple of 4. */
const entriesOf = ({ address }: Device, given: Given, next: AdamTensors<TensorInfo>): readonly AdamEntry[] => {
  let end = 0;
  return given.params.map((param, i) => {
    const of = (tensors: readonly TensorInfo[]): number => {
      const tensor = tensors[i]!;
      if (sizeOf(tensor.shape) === size) return address(tensor);
      throw new RangeError(`${Adam}: a parameter of [${param.shape}] goes with a tensor of [${tensor.shape}]`);
    };
    const size = sizeOf(param.shape);
    const place = end;
    end += Math.ceil(size / 4) * 4;
    return {
      ...{ p: address(param), g: of(given.gradients), m: of(given.m), v: of(given.v) },
      ...{ nextP: of(next.params), nextM: of(next.m), nextV: of(next.v) },
      ...{ place, size },
    };
  });
};

const launch = ({ runtime }: Device, entries: readonly AdamEntry[], scalars: readonly number[]): void => {
  const last = entries.at(-1);
  if (last === undefined) return;
  const table = runtime.allocate(entries.length * entryBytes);
  const fields = entries.flatMap((entry) => adamFields.map((field) => entry[field]));
  new Int32Array(runtime.memory.buffer, table, fields.length).set(fields);
  const count = last.place + last.size;
  const kernel = runtime.kernel(Adam, emitAdam);
  try {
    runtime.launch(kernel, [table, entries.length, ...scalars], { count, grain: 1024, work: 0.7 * count });
  } finally {
    runtime.free(table);
  }
};
