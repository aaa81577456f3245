// internal: tfjs's gather
import { attributesAs, sizeOf } from '@kindling/core';
import { backend_util, GatherV2, type GatherV2Attrs, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { emitGather } from '../../kernels/matrix/gather.ts';
import type { Device, Replacement } from '../adapter/replacement.ts';

const requireIndices = (device: Device, indices: TensorInfo, length: number): void => {
  for (const index of device.integers(indices)) {
    if (index < 0 || index >= length) {
      throw new RangeError(`GatherV2: the index value ${index} is not in [0, ${length - 1}]`);
    }
  }
};

const gatherV2: Replacement = {
  name: GatherV2,
  compute: ({ x, indices }, params, device) => {
    if ((x!.dtype !== 'float32' && x!.dtype !== 'int32') || indices!.dtype !== 'int32') return undefined;
    const { axis, batchDims } = attributesAs<GatherV2Attrs>(params);
    const along = util.parseAxisParam(axis, x!.shape)[0]!;
    requireIndices(device, indices!, x!.shape[along]!);
    const { batchSize, outerSize, dimSize, sliceSize, outputShape } =
      backend_util.segment_util.collectGatherOpShapeInfo(x!, indices!, along, batchDims ?? 0);
    const { runtime, address } = device;
    const y = device.output(outputShape, x!.dtype);
    if (sizeOf(outputShape) === 0) return y;
    const count = sizeOf(indices!.shape) / batchSize;
    const args = [address(x!), address(indices!), address(y), outerSize, dimSize, count, 4 * sliceSize];
    const rows = batchSize * outerSize * count;
    const work = rows * (3 + 0.2 * sliceSize);
    runtime.launch(runtime.kernel('gather', emitGather), args, { count: rows, work, flops: 0 });
    return y;
  },
};

export const gather: readonly Replacement[] = [gatherV2];
