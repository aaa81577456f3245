// internal: the kernels of the backend that records
import { type Attributes, attributesAs, sizeOf, Unrecordable } from '@kindling/core';
import {
  type BackendValues,
  Fill,
  getKernel,
  getKernelsForBackend,
  type KernelBackend,
  type KernelConfig,
  LinSpace,
  OnesLike,
  Range,
  Reshape,
  type ReshapeAttrs,
  type TensorInfo,
  util,
  ZerosLike,
} from '@tensorflow/tfjs-core';
import { runningBackend } from '../tfjs/adapter/device.ts';
import type { Device, Inputs, Replacement } from '../tfjs/adapter/replacement.ts';
import type { RecordingBackend } from './backend.ts';
import type { Draft } from './runtime.ts';

type Config = Omit<KernelConfig, 'backendName'>;

/** Those whose results are known, since they have no inputs: what the backend itself makes is copied. */
const ofNothing: readonly string[] = [Fill, LinSpace, Range];

/** That of its class: while a function is recorded, the backend itself refuses to be read. */
const ownReadSync = (wasm: KernelBackend): KernelBackend['readSync'] =>
  (Object.getPrototypeOf(wasm) as KernelBackend).readSync;

/** Those that launch nothing: tensors of other shapes on the same numbers, and numbers that are known. */
const still = (backend: RecordingBackend): readonly Replacement[] => {
  const constant = ({ shape, dtype }: TensorInfo, values: BackendValues): TensorInfo => ({
    dataId: backend.write(values, shape, dtype),
    shape,
    dtype,
  });
  const like = (name: string, value: number): Replacement => ({
    name,
    compute: ({ x }) => {
      const { dtype, shape } = x!;
      if (dtype === 'string' || dtype === 'complex64') return undefined;
      return constant(x!, util.getArrayFromDType(dtype, sizeOf(shape)).fill(value));
    },
  });
  const known = (name: string): Replacement => ({
    name,
    compute: (_inputs, attrs) => {
      const wasm = runningBackend()!;
      const made = getKernel(name, 'wasm')!.kernelFunc({ inputs: {}, attrs: attrs as {}, backend: wasm }) as TensorInfo;
      const values = ownReadSync(wasm).call(wasm, made.dataId);
      wasm.disposeData(made.dataId);
      return constant(made, values);
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
    ...ofNothing.map(known),
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
