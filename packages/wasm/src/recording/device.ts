// internal: the device of kernels that are recorded
import { sizeOf, Unrecordable } from '@kindling/core';
import { engine, getKernel, type KernelBackend, type TensorInfo } from '@tensorflow/tfjs-core';
import type { Runtime } from '../runtime.ts';
import type { Device } from '../tfjs/adapter/replacement.ts';
import { bytesOf, type RecordingBackend } from './backend.ts';
import { placeIn } from './places.ts';
import { addRegion, type Draft } from './runtime.ts';

/** The backend that a tensor is on: a function may hold tensors of the one that computes. */
const backendOf = ({ dataId }: TensorInfo): KernelBackend => {
  const info = engine().state.tensorInfo.get(dataId);
  if (info === undefined) throw new Unrecordable('a tensor that was disposed of is used');
  return info.backend;
};

export const recordingDevice = (
  name: string,
  backend: RecordingBackend,
  runtime: Runtime,
  draft: () => Draft,
): Device => {
  /** A region for each tensor that the function holds. */
  const held = new WeakMap<Draft, Map<TensorInfo['dataId'], number>>();
  const placeOfHeld = (tensor: TensorInfo): number => {
    const places = held.get(draft()) ?? new Map<TensorInfo['dataId'], number>();
    held.set(draft(), places);
    const region = { kind: 'held', tensor, bytes: bytesOf(tensor.shape, tensor.dtype) } as const;
    const place = places.get(tensor.dataId) ?? addRegion(draft(), region);
    places.set(tensor.dataId, place);
    return place;
  };
  return {
    runtime,
    address: (tensor) => backend.placeOf(tensor) ?? placeOfHeld(tensor),
    integers: (tensor) => {
      const place = backend.placeOf(tensor);
      const region = place === undefined ? undefined : draft().regions[placeIn(place)!.region]!;
      if (region?.kind !== 'constant') throw new Unrecordable(`${draft().running} looks at integers that change`);
      return new Int32Array(region.data.buffer, 0, sizeOf(tensor.shape));
    },
    output: (shape, dtype) =>
      backend.at(addRegion(draft(), { kind: 'made', bytes: bytesOf(shape, dtype) }), shape, dtype),
    isShared: (tensor) => backendOf(tensor).refCount(tensor.dataId) > 1,
    alias: (tensor, shape) => {
      const { dataId, dtype } = tensor;
      if (backend.placeOf(tensor) === undefined) backendOf(tensor).incRef(dataId);
      else backend.incRef(dataId);
      return { dataId, dtype, shape: [...shape] };
    },
    call: (kernel, inputs, attrs) => {
      const found = getKernel(kernel, name);
      if (found === undefined) throw new Unrecordable(`there is no kernel ${kernel}`);
      return found.kernelFunc({ inputs: { ...inputs }, attrs: { ...attrs } as {}, backend }) as TensorInfo;
    },
    release: (tensor) => {
      const owner = backend.placeOf(tensor) === undefined ? backendOf(tensor) : backend;
      owner.disposeData(tensor.dataId);
    },
  };
};
