// internal: a second buffer of each tensor that is written over
import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';
import { storage, type WebgpuBackend } from '../tfjs/backend.ts';

type DataId = TensorInfo['dataId'];

/**
 * A step reads a tensor's numbers in one buffer and writes the next ones into another; then the two are exchanged. So
 * nothing is copied, and each step finds one of two states of affairs.
 */
export interface Spares {
  /** The buffer that the next numbers go to. */
  of(dataId: DataId): GPUBuffer;
  /** Makes that buffer the tensor's own, with numbers of this dtype, and its old one the spare one. */
  exchange(dataId: DataId, dtype: DataType): void;
  /** Whether it ever was exchanged: numbers of it that are on the host may be old ones. */
  wasExchanged(dataId: DataId): boolean;
  /** Gives a tensor's spare buffer back. */
  drop(dataId: DataId): void;
}

export const createSpares = ({ tensorMap, bufferManager }: WebgpuBackend): Spares => {
  const spares = new Map<DataId, GPUBuffer>();
  const exchanged = new WeakSet<DataId>();
  const resourceOf = (dataId: DataId): GPUBuffer => tensorMap.get(dataId).resource as GPUBuffer;
  const of = (dataId: DataId): GPUBuffer => {
    const spare = spares.get(dataId) ?? bufferManager.acquireBuffer(resourceOf(dataId).size, storage());
    spares.set(dataId, spare);
    return spare;
  };
  return {
    of,
    exchange: (dataId, dtype) => {
      const spare = of(dataId);
      const data = tensorMap.get(dataId);
      // A buffer of somebody else's is left to them.
      if (data.external === true) spares.delete(dataId);
      else spares.set(dataId, resourceOf(dataId));
      Object.assign(data, { resource: spare, values: null, external: false, dtype });
      exchanged.add(dataId);
    },
    wasExchanged: (dataId) => exchanged.has(dataId),
    drop: (dataId) => {
      const spare = spares.get(dataId);
      if (spare === undefined) return;
      spares.delete(dataId);
      bufferManager.releaseBuffer(spare);
    },
  };
};
