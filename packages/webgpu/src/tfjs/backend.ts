// internal: the insides of tfjs's webgpu backend
import type { DeviceQueue } from '@kindling/core';
import { type BackendValues, type DataType, engine, type KernelBackend, type TensorInfo } from '@tensorflow/tfjs-core';
import type { AdapterSummary } from '../device/adapter.ts';
import { collectFaults } from '../device/faults.ts';
import { type Loss, watchLoss } from '../device/loss.ts';

type DataId = TensorInfo['dataId'];

/** What tfjs keeps to itself. */
export interface WebgpuBackend extends KernelBackend {
  readonly device: GPUDevice;
  readonly queue: GPUQueue;
  /** Set while there is work that is not submitted. */
  readonly commandEncoder: GPUCommandEncoder | null;
  /** Pools, by size and usage. */
  readonly bufferManager: {
    numBytesAllocated: number;
    numFreeBuffers: number;
    acquireBuffer(size: number, usage: number): GPUBuffer;
    releaseBuffer(buffer: GPUBuffer, reuse?: boolean): void;
    readonly freeBuffers: Map<string, GPUBuffer[]>;
  };
  readonly textureManager: { numFreeTextures: number; readonly freeTextures: Map<string, GPUTexture[]> };
  readonly tensorMap: {
    get(dataId: DataId): {
      readonly dtype: DataType;
      readonly values?: unknown;
      readonly resource?: unknown;
      /** Whether the buffer is somebody else's. */
      readonly external?: boolean;
    };
  };
  /** Set while there is a pass to add to. */
  computePassEncoder: GPUComputePassEncoder | null;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
  uploadToGPU(dataId: DataId): void;
  /** Lets go of a tensor's buffer. */
  releaseResource(dataId: DataId): void;
  makeTensorInfo(shape: readonly number[], dtype: DataType): TensorInfo;
  /** Keeps numbers on the host that were read. */
  convertAndCacheOnCPU(dataId: DataId, values: BackendValues): BackendValues;
}

/** What tfjs's buffers of tensors are for. */
export const storage = (): number => GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;

/** The running backend, where there is one. */
export const runningBackend = (): WebgpuBackend | undefined =>
  engine().registry.webgpu as KernelBackend | undefined as WebgpuBackend | undefined;

/** A backend that tells its errors. */
export interface Guarded extends Pick<Loss, 'lost' | 'error'> {
  readonly queue: DeviceQueue;
  /** What the GPU could not do and nobody was told of. */
  untold(): Error | undefined;
  /** How often it could not do something. */
  faults(): number;
  /** Leaves the backend as tfjs made it. */
  release(): void;
}

/** Makes the errors of the GPU errors of what is awaited, and the loss of the device one of all that is called. */
export const guard = (backend: WebgpuBackend, { isSoftware }: AdapterSummary, onDispose: () => void): Guarded => {
  const { device } = backend;
  const faults = collectFaults(device);
  const loss = watchLoss(device);
  const { read, readSync, uploadToGPU, dispose } = backend;

  const told = async <T>(work: () => Promise<T>): Promise<T> => {
    let result: T;
    try {
      result = await loss.whileThere(work);
    } catch (error) {
      throw loss.error() ?? (await faults.tell()) ?? error;
    }
    const fault = await faults.tell();
    if (fault !== undefined) throw fault;
    return result;
  };
  const requireDevice = (): void => {
    const error = loss.error();
    if (error !== undefined) throw error;
  };

  const own: Partial<WebgpuBackend> = {
    read: (dataId) => told(() => read.call(backend, dataId)),
    readSync: (dataId) => {
      requireDevice();
      requireCanvas(backend, dataId, isSoftware);
      return readSync.call(backend, dataId);
    },
    uploadToGPU: (dataId) => {
      requireDevice();
      uploadToGPU.call(backend, dataId);
    },
    dispose: () => {
      loss.expect();
      dispose.call(backend);
      onDispose();
    },
  };
  Object.assign(backend, own);
  return {
    lost: loss.lost,
    error: loss.error,
    queue: {
      settled: () =>
        told(async () => {
          submit(backend);
          await backend.queue.onSubmittedWorkDone();
        }),
      freeUnused: () => freeUnused(backend),
    },
    untold: faults.take,
    faults: faults.count,
    release: () => {
      faults.stop();
      for (const name of Object.keys(own)) Reflect.deleteProperty(backend, name);
    },
  };
};

/**
 * tfjs reads at once by drawing on a canvas. Node has none, and with Chromium's software GPU the drawing gives zeros
 * and ends the device.
 */
const requireCanvas = (backend: WebgpuBackend, dataId: DataId, isSoftware: boolean): void => {
  const { values, resource } = backend.tensorMap.get(dataId);
  if (values != null || resource == null || (typeof OffscreenCanvas !== 'undefined' && !isSoftware)) return;
  throw new Error("webgpu: dataSync and arraySync can't read from the GPU here; await data() or array()");
};

/** Hands over what tfjs has collected: `submitQueue` fails where there is nothing. */
const submit = (backend: WebgpuBackend): void => {
  if (backend.commandEncoder === null) return;
  backend.endComputePassEncoder();
  backend.submitQueue();
};

/**
 * Work that is not submitted may be on these buffers, hence the submit. The lists stay, empty: without any, tfjs's
 * pool takes nothing back.
 */
const freeUnused = (backend: WebgpuBackend): void => {
  submit(backend);
  const { bufferManager, textureManager } = backend;
  for (const buffers of bufferManager.freeBuffers.values()) {
    for (const buffer of buffers.splice(0)) {
      bufferManager.numBytesAllocated -= buffer.size;
      bufferManager.numFreeBuffers -= 1;
      buffer.destroy();
    }
  }
  for (const textures of textureManager.freeTextures.values()) {
    for (const texture of textures.splice(0)) {
      textureManager.numFreeTextures -= 1;
      texture.destroy();
    }
  }
};
