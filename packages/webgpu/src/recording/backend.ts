// internal: tfjs's webgpu backend, computing nothing
import { Unrecordable } from '@kindling/core';
import type { BackendValues, DataType, TensorInfo } from '@tensorflow/tfjs-core';
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
  constructor(others: { get(dataId: DataId): unknown }) {
    this.#others = others;
  }
  get(dataId: DataId): Data {
    return this.own.get(dataId) ?? (this.#others.get(dataId) as Data);
  }
  has(dataId: DataId): boolean {
    return this.own.has(dataId);
  }
  set(dataId: DataId, data: Data): void {
    this.own.set(dataId, data);
  }
  delete(dataId: DataId): boolean {
    return this.own.delete(dataId);
  }
  numDataIds(): number {
    return this.own.size;
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

const heldIn = (tensor: TensorInfo): Region => ({ kind: 'held', tensor, bytes: bytesOf(tensor.shape) });

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
  const tensors = new Tensors(real.tensorMap);

  const regionOf = (tensor: TensorInfo): number => {
    const draft = now();
    const { dataId } = tensor;
    const known = draft.places.get(dataId);
    if (known !== undefined) return known;
    const own = tensors.own.get(dataId);
    const region = addRegion(draft, own === undefined ? heldIn(tensor) : ownIn(own));
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
    commandQueueOwnedIds: new WeakSet(),
    tensorDataPendingDisposal: [],
    write: (values: BackendValues | null, shape: readonly number[], dtype: DataType): DataId => {
      if (dtype === 'string' || (dtype === 'complex64' && values !== null))
        throw new Unrecordable(`a tensor of ${dtype} is made`);
      const dataId = {};
      tensors.set(dataId, { dtype, shape, values: values as ArrayLike<number> | null, refCount: 1 });
      return dataId;
    },
    // All is done on the device: what the host computes is not noted.
    shouldExecuteOnCPU: () => false,
    uploadToGPU: () => undefined,
    recordAndSubmit: note,
    readSync: (dataId: DataId) => tensors.get(dataId).values ?? readBack(),
    read: readBack,
    readToGPU: readBack,
    createTensorFromGPUData: readBack,
    submitQueue: () => undefined,
    numDataIds: () => tensors.numDataIds(),
    dispose: () => tensors.own.clear(),
    regionOf,
    at: (region: number, shape: readonly number[], dtype: DataType): TensorInfo => {
      const dataId = own.write(null, shape, dtype);
      now().places.set(dataId, region);
      return { dataId, shape: [...shape], dtype };
    },
  };
  return Object.assign(Object.create(real) as RecordingBackend, own);
};
