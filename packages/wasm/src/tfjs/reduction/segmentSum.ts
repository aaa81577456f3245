// internal: tfjs's sums of segmentSum, the gradient of gather
import { sizeOf } from '@kindling/core';
import { UnsortedSegmentSum } from '@tensorflow/tfjs-core';
import { f32x4, i32x4 } from '../../assembler/vectors.ts';
import { emitSegmentSum } from '../../kernels/reduction/segmentSum.ts';
import type { Replacement } from '../adapter/replacement.ts';

const kernels = { float32: emitSegmentSum(f32x4.add), int32: emitSegmentSum(i32x4.add) } as const;

/** y[numSegments, ...rest] of x[rows, ...rest] and segmentIds[rows]. */
const unsortedSegmentSum: Replacement = {
  name: UnsortedSegmentSum,
  compute: ({ x, segmentIds }, attributes, { runtime, address, output }) => {
    const dtype = x!.dtype;
    if ((dtype !== 'float32' && dtype !== 'int32') || segmentIds!.dtype !== 'int32') return undefined;
    const [rows, ...rest] = x!.shape as [number, ...number[]];
    if (segmentIds!.shape.length !== 1 || segmentIds!.shape[0] !== rows) {
      throw new RangeError(`UnsortedSegmentSum: segmentIds must be of shape [${rows}], got [${segmentIds!.shape}]`);
    }
    const numSegments = attributes.numSegments as number;
    const y = output([numSegments, ...rest], dtype);
    const width = sizeOf(rest);
    const args = [address(x!), address(segmentIds!), address(y), rows, 4 * width];
    runtime.launch(runtime.kernel(`segmentSum ${dtype}`, kernels[dtype]), args, {
      count: numSegments,
      work: 0.2 * sizeOf(x!.shape) + 0.1 * numSegments * width,
      // Of float32, as many as there are numbers whose ids are of a segment, which the run alone knows.
      flops: dtype === 'int32' ? 0 : undefined,
    });
    return y;
  },
};

export const segmentSum: readonly Replacement[] = [unsortedSegmentSum];
