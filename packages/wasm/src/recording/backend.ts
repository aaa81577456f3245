// internal: a tfjs backend that computes nothing
import { sizeOf, Unrecordable } from '@kindling/core';
import { type BackendValues, type DataType, KernelBackend, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { addRegion, type Draft } from './runtime.ts';

type DataId = TensorInfo['dataId'];

interface Data {
  readonly place: number;
  holders: number;
}

/** In bytes. */
export const bytesOf = (shape: readonly number[], dtype: DataType): number =>
  sizeOf(shape) * util.bytesPerElement(dtype);

/** Data are places in the draft's regions. */
export class RecordingBackend extends KernelBackend {
  readonly #data = new Map<DataId, Data>();
  readonly #draft: () => Draft;

  constructor(draft: () => Draft) {
    super();
    this.#draft = draft;
  }

  /** A tensor at a place. */
  at(place: number, shape: readonly number[], dtype: DataType): TensorInfo {
    const dataId = {};
    this.#data.set(dataId, { place, holders: 1 });
    return { dataId, shape: [...shape], dtype };
  }

  /** Undefined for a tensor of another backend. */
  placeOf({ dataId }: TensorInfo): number | undefined {
    return this.#data.get(dataId)?.place;
  }

  override write(values: BackendValues, shape: number[], dtype: DataType): DataId {
    if (dtype === 'string' || dtype === 'complex64' || !ArrayBuffer.isView(values))
      throw new Unrecordable(`a tensor of ${dtype} is made`);
    const data = new Uint8Array(values.buffer, values.byteOffset, bytesOf(shape, dtype)).slice();
    return this.at(addRegion(this.#draft(), { kind: 'constant', data }), shape, dtype).dataId;
  }

  override refCount(dataId: DataId): number {
    return this.#data.get(dataId)?.holders ?? 0;
  }

  override incRef(dataId: DataId): void {
    const data = this.#data.get(dataId);
    if (data !== undefined) data.holders += 1;
  }

  override disposeData(dataId: DataId, force = false): boolean {
    const data = this.#data.get(dataId);
    if (data === undefined) return true;
    data.holders -= 1;
    if (data.holders > 0 && !force) return false;
    this.#data.delete(dataId);
    return true;
  }

  override numDataIds(): number {
    return this.#data.size;
  }

  override readSync(): never {
    throw new Unrecordable('numbers are read back');
  }

  override read(): never {
    throw new Unrecordable('numbers are read back');
  }

  override move(): never {
    throw new Unrecordable('a tensor comes from another backend');
  }

  override memory(): { unreliable: boolean } {
    return { unreliable: false };
  }

  override floatPrecision(): 32 {
    return 32;
  }

  override dispose(): void {
    this.#data.clear();
  }
}
