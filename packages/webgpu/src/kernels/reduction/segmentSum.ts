// internal: UnsortedSegmentSum on webgpu
import { attributesAs } from '@kindling/core';
import { Fill, UnsortedSegmentSum, type UnsortedSegmentSumAttrs, util } from '@tensorflow/tfjs-core';
import { elementOf } from '../adapter/gpu.ts';
import type { Replacement } from '../adapter/replacement.ts';

/**
 * y[s] = the sum of the rows of x whose id is s, added up in their order, so that it is the same in each run. tfjs's
 * own adds integers as if they were floats, and takes an id beyond the segments modulo their number.
 */
export const segmentSum: readonly Replacement[] = [
  {
    name: UnsortedSegmentSum,
    compute({ x, segmentIds }, params, device) {
      const { numSegments } = attributesAs<UnsortedSegmentSumAttrs>(params);
      const [rows = 0, ...rest] = x!.shape;
      const dtype = x!.dtype === 'float32' ? 'float32' : 'int32';
      const shape = [numSegments, ...rest];
      if (rows === 0) return device.call(Fill, {}, { shape, value: 0, dtype });
      const element = elementOf(dtype);
      return device.run({
        name: UnsortedSegmentSum,
        output: { shape, dtype },
        inputs: { x: x!, ids: segmentIds! },
        uniforms: { rows, width: util.sizeFromShape(rest) },
        code: `fn valueAt(index : i32) -> ${element} {
          let segment = index / uniforms.width;
          let column = index % uniforms.width;
          var sum = ${element}(0);
          for (var row = 0; row < uniforms.rows; row++) {
            if (i32(ids[row]) == segment) {
              sum += ${element}(x[row * uniforms.width + column]);
            }
          }
          return sum;
        }`,
      });
    },
  },
];
