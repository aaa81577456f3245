// internal: the kernels of the backend that records
import { type Attributes, attributesAs, sizeOf, Unrecordable } from '@kindling/core';
import {
  Fill,
  type FillAttrs,
  getKernelsForBackend,
  type KernelConfig,
  OnesLike,
  Reshape,
  type ReshapeAttrs,
  type TensorInfo,
  util,
  ZerosLike,
} from '@tensorflow/tfjs-core';
import type { Device, Inputs, Replacement } from '../tfjs/adapter/replacement.ts';
import type { RecordingBackend } from './backend.ts';
import type { Draft } from './runtime.ts';

type Config = Omit<KernelConfig, 'backendName'>;

/** Those that launch nothing: tensors of other shapes on the same numbers, and numbers that are known. */
const still = (backend: RecordingBackend): readonly Replacement[] => {
  const filled = (shape: readonly number[], dtype: 'float32' | 'int32' | 'bool', value: number): TensorInfo => {
    const values = util.getArrayFromDType(dtype, sizeOf(shape)).fill(value);
    return { dataId: backend.write(values, [...shape], dtype), shape: [...shape], dtype };
  };
  const like = (name: string, value: number): Replacement => ({
    name,
    compute: ({ x }) => {
      const { dtype } = x!;
      return dtype === 'string' || dtype === 'complex64' ? undefined : filled(x!.shape, dtype, value);
    },
  });
  return [
    {
      name: Reshape,
      compute: ({ x }, attributes, device) => {
        const { shape } = attributesAs<ReshapeAttrs>(attributes);
        return device.alias(x!, util.inferFromImplicitShape(shape, sizeOf(x!.shape)));
      },
    },
    like(ZerosLike, 0),
    like(OnesLike, 1),
    {
      name: Fill,
      compute: (_inputs, attributes) => {
        const { shape, value, dtype } = attributesAs<FillAttrs>(attributes);
        const of = dtype ?? util.inferDtype(value);
        if (typeof value === 'string' || of === 'string' || of === 'complex64') return undefined;
        return filled(shape, of, value);
      },
    },
  ];
};

/** Each kernel that the backend in use has: ours are noted, the others refused by their names. */
export const recordingKernels = (
  replacements: readonly Replacement[],
  backend: RecordingBackend,
  device: Device,
  draft: () => Draft,
): Config[] => {
  const ours = new Map([...replacements, ...still(backend)].map((each) => [each.name, each]));
  const names = new Set([...ours.keys(), ...getKernelsForBackend('wasm').map(({ kernelName }) => kernelName)]);
  return [...names].map((name) => ({
    kernelName: name,
    kernelFunc: ({ inputs, attrs }) => {
      const now = draft();
      const outer = now.running;
      now.running = name;
      try {
        const result = ours.get(name)?.compute(inputs as Inputs, (attrs ?? {}) as Attributes, device);
        if (result !== undefined) return result;
        throw new Unrecordable(`${name} of ${describe(inputs as Inputs)} is tfjs’s own`);
      } finally {
        now.running = outer;
      }
    },
  }));
};

const describe = (inputs: Inputs): string =>
  Object.values(inputs)
    .map(({ dtype, shape }) => `${dtype} [${shape}]`)
    .join(', ');
