// internal: the backend as tfjs sees it
import {
  type BackendValues,
  type DataId,
  DataStorage,
  type DataType,
  engine,
  KernelBackend,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import type { Abi } from '../abi/functions.ts';
import type { DeviceName } from '../deviceName.ts';
import { createTorch, type Torch } from '../torch.ts';

/** tfjs wants a class: each member hands on to the store. */
export class TorchBackend extends KernelBackend {
  readonly torch: Torch;
  /** Whether kernels that compute on the host are refused. */
  readonly strict: boolean;

  constructor(abi: Abi, device: DeviceName, strict: boolean) {
    super();
    this.torch = createTorch(abi, device, new DataStorage(this, engine()));
    this.strict = strict;
  }

  override write(values: BackendValues, shape: number[], dtype: DataType): DataId {
    const id = {};
    this.torch.store.write(id, values, shape, dtype, 1);
    return id;
  }

  override move(id: DataId, values: BackendValues, shape: number[], dtype: DataType, refCount: number): void {
    this.torch.store.write(id, values, shape, dtype, refCount);
  }

  override readSync(id: DataId): BackendValues {
    return this.torch.store.read(id) as BackendValues;
  }

  override async read(id: DataId): Promise<BackendValues> {
    const { store, device } = this.torch;
    return (device === 'cpu' ? store.read(id) : await store.readAsync(id)) as BackendValues;
  }

  /** For kernels of the host and tfjs's own helpers. */
  makeTensorInfo(shape: number[], dtype: DataType, values?: BackendValues): TensorInfo {
    return { dataId: this.write(values ?? null!, shape, dtype), shape, dtype };
  }

  override incRef(id: DataId): void {
    this.torch.store.changeRefCount(id, 1);
  }

  override refCount(id: DataId): number {
    return this.torch.store.refCount(id);
  }

  override disposeData(id: DataId, force = false): boolean {
    return this.torch.store.dispose(id, force);
  }

  override numDataIds(): number {
    return this.torch.store.count();
  }

  override memory(): { unreliable: boolean; numBytesInTorch: number } {
    return { unreliable: false, numBytesInTorch: this.torch.store.bytes() };
  }

  override floatPrecision(): 16 | 32 {
    return 32;
  }

  override async time(run: () => void): Promise<{ kernelMs: number }> {
    const began = performance.now();
    run();
    await this.settled();
    return { kernelMs: performance.now() - began };
  }

  /** Waits until all work is done, on another thread. */
  async settled(): Promise<void> {
    const { device, downloadAsync, constant, scope, claim, free } = this.torch;
    if (device === 'cpu') return;
    const zero = scope(() => claim(constant(0)));
    try {
      await downloadAsync(zero, 1, 'float32');
    } finally {
      free(zero);
    }
  }

  override dispose(): void {
    this.torch.store.clear();
  }
}
