// internal: tfjs's webgpu backend, computing nothing
import { Unrecordable } from '@kindling/core';
import { type BackendValues, type DataType, engine, type TensorInfo } from '@tensorflow/tfjs-core';
import type { WebgpuBackend } from '../tfjs/backend.ts';
import { addRegion, bytesOf, type Draft, deviceBytes } from './draft.ts';
import { noted, type Sending } from './noted.ts';
import type { Region } from './recording.ts';

type DataId = TensorInfo['dataId'];

/** What tfjs keeps of a tensor. */
interface Data {
  readonly dtype: DataType;
  readonly shape: readonly number[];
  readonly values?: ArrayLike<number> | null;
  refCount: number;
}

/** Tensors of the recording, and those of the backend that computes, which a function may hold. */
class Tensors {
  readonly own = new Map<DataId, Data>();
  readonly #others: { get(dataId: DataId): unknown };
  readonly #requireThere: (dataId: DataId) => void;
  constructor(others: { get(dataId: DataId): unknown }, requireThere: (dataId: DataId) => void) {
    this.#others = others;
    this.#requireThere = requireThere;
  }
  get(dataId: DataId): Data {
    const own = this.own.get(dataId);
    if (own !== undefined) return own;
    this.#requireThere(dataId);
    return this.#others.get(dataId) as Data;
  }
  has(dataId: DataId): boolean {
    return this.own.has(dataId);
  }
}

export interface RecordingBackend extends WebgpuBackend {
  /** A tensor without numbers. */
  makeTensorInfo(shape: readonly number[], dtype: DataType): TensorInfo;
  /** The region of a tensor's numbers. */
  regionOf(tensor: TensorInfo): number;
  /** A tensor whose numbers are those of a region. */
  at(region: number, shape: readonly number[], dtype: DataType): TensorInfo;
}

const heldIn = ({ sources }: Draft, tensor: TensorInfo): Region => {
  const source = sources.get(tensor.dataId) ?? tensor;
  return { kind: 'held', tensor: source, dataId: tensor.dataId, bytes: bytesOf(tensor.shape) };
};

const ownIn = ({ values, shape, dtype }: Data): Region => {
  if (values == null) return { kind: 'made', bytes: bytesOf(shape) };
  const data = deviceBytes(values, dtype);
  return { kind: 'constant', data, bytes: data.byteLength };
};

const readBack = (): never => {
  throw new Unrecordable('numbers are read back');
};

/**
 * The kernels of tfjs and ours run on it as on the backend that it is made of, with its device, its pipelines and its
 * code. What they send is noted, and numbers are nowhere.
 */
export const recordingBackend = (real: WebgpuBackend, now: () => Draft): RecordingBackend => {
  /** Not of an earlier recording: the backend that computes would ask this one for it, without end. */
  const requireThere = (dataId: DataId): void => {
    if (engine().state.tensorInfo.get(dataId)?.backend === backend)
      throw new Error('a tensor without numbers, made while a step was recorded, was kept: make it before');
  };
  const tensors = new Tensors(real.tensorMap, requireThere);

  const regionOf = (tensor: TensorInfo): number => {
    const draft = now();
    const { dataId } = tensor;
    const known = draft.places.get(dataId);
    if (known !== undefined) return known;
    const own = tensors.own.get(dataId);
    const region = addRegion(draft, own === undefined ? heldIn(draft, tensor) : ownIn(own));
    draft.places.set(dataId, region);
    return region;
  };

  const note: Sending['recordAndSubmit'] = (program, output, inputs, uniforms) => {
    const draft = now();
    const { pipeline } = program as { readonly pipeline: GPUComputePipeline };
    const { tensors: bound, ...sent } = noted(real as unknown as Sending, program, output, inputs, uniforms);
    const regions = bound.map(regionOf);
    const [first] = regions;
    if (draft.regions[first!]!.kind !== 'made') throw new Unrecordable(`${draft.running} writes over what is given`);
    // What nobody has written yet is written: a program of ours may have several outputs.
    const isNew = (region: number): boolean => draft.regions[region]!.kind === 'made' && !draft.written.has(region);
    const writes = [first!, ...regions.slice(1).filter(isNew)];
    for (const region of writes) draft.written.add(region);
    draft.launches.push({ of: draft.running, pipeline, regions, writes, ...sent });
  };

  const own = {
    tensorMap: tensors,
    write: (values: BackendValues | null, shape: readonly number[], dtype: DataType): DataId => {
      if (dtype === 'string' || dtype === 'complex64') throw new Unrecordable(`a tensor of ${dtype} is made`);
      const dataId = {};
      tensors.own.set(dataId, { dtype, shape, values: values as ArrayLike<number> | null, refCount: 1 });
      return dataId;
    },
    // All is done on the device: what the host computes is not noted.
    shouldExecuteOnCPU: () => false,
    uploadToGPU: () => undefined,
    recordAndSubmit: note,
    // A tensor of the backend that computes may have other numbers at the next step.
    readSync: (dataId: DataId) => {
      if (!tensors.has(dataId)) requireThere(dataId);
      return tensors.own.get(dataId)?.values ?? readBack();
    },
    read: readBack,
    readToGPU: readBack,
    createTensorFromGPUData: readBack,
    submitQueue: () => undefined,
    incRef: (dataId: DataId): void => {
      const data = tensors.own.get(dataId);
      if (data === undefined) real.incRef(dataId);
      else data.refCount += 1;
    },
    disposeData: (dataId: DataId, force = false): boolean => {
      const data = tensors.own.get(dataId);
      if (data === undefined) return real.disposeData(dataId, force);
      data.refCount -= 1;
      if (data.refCount > 0 && !force) return false;
      return tensors.own.delete(dataId);
    },
    numDataIds: () => tensors.own.size,
    dispose: () => tensors.own.clear(),
    regionOf,
    at: (region: number, shape: readonly number[], dtype: DataType): TensorInfo => {
      const dataId = own.write(null, shape, dtype);
      now().places.set(dataId, region);
      return { dataId, shape: [...shape], dtype };
    },
  };
  const backend = Object.assign(Object.create(real) as RecordingBackend, own);
  return backend;
};
