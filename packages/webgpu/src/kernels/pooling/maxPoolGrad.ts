// internal: MaxPoolGrad and MaxPool3DGrad on webgpu
import { attributesAs } from '@kindling/core';
import {
  backend_util,
  MaxPool3DGrad,
  type MaxPool3DGradAttrs,
  MaxPoolGrad,
  type MaxPoolGradAttrs,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import type { Gpu } from '../adapter/gpu.ts';
import type { Replacement } from '../adapter/replacement.ts';

/**
 * dx at a place is the sum of dy over the windows whose first greatest element lies there: NaN is greatest only among
 * NaN. tfjs's own sends it to the last of equal ones.
 */
const code = `
  fn firstGreatest(batch : i32, corner : vec3<i32>, channel : i32) -> i32 {
    let begin = max(corner, vec3<i32>(0));
    let end = min(corner + windows(), lengths());
    var found = -1;
    var greatest = 0.0;
    for (var i = begin.x; i < end.x; i++) {
      for (var j = begin.y; j < end.y; j++) {
        for (var k = begin.z; k < end.z; k++) {
          let pixel = ((batch * uniforms.depth + i) * uniforms.height + j) * uniforms.width + k;
          let at = pixel * uniforms.channels + channel;
          let value = f32(x[at]);
          if (found < 0 || value > greatest || (isnan(greatest) && !isnan(value))) {
            found = at;
            greatest = value;
          }
        }
      }
    }
    return found;
  }

  fn lengths() -> vec3<i32> { return vec3<i32>(uniforms.depth, uniforms.height, uniforms.width); }
  fn windows() -> vec3<i32> { return vec3<i32>(uniforms.windowDepth, uniforms.windowHeight, uniforms.windowWidth); }
  fn strides() -> vec3<i32> { return vec3<i32>(uniforms.strideDepth, uniforms.strideHeight, uniforms.strideWidth); }
  fn outputs() -> vec3<i32> { return vec3<i32>(uniforms.outDepth, uniforms.outHeight, uniforms.outWidth); }
  fn padding() -> vec3<i32> { return vec3<i32>(uniforms.front, uniforms.top, uniforms.left); }

  fn valueAt(index : i32) -> f32 {
    let channel = index % uniforms.channels;
    let pixel = index / uniforms.channels;
    let row = pixel / uniforms.width;
    let plane = row / uniforms.height;
    let batch = plane / uniforms.depth;
    let place = vec3<i32>(plane % uniforms.depth, row % uniforms.height, pixel % uniforms.width) + padding();
    // The windows that reach it: none begins before the first that ends at it, or after it.
    let first = (max(place - windows() + 1, vec3<i32>(0)) + strides() - 1) / strides();
    let last = min(place / strides(), outputs() - 1);
    var sum = 0.0;
    for (var i = first.x; i <= last.x; i++) {
      for (var j = first.y; j <= last.y; j++) {
        for (var k = first.z; k <= last.z; k++) {
          let corner = vec3<i32>(i, j, k) * strides() - padding();
          if (firstGreatest(batch, corner, channel) == index) {
            let window = ((batch * uniforms.outDepth + i) * uniforms.outHeight + j) * uniforms.outWidth + k;
            sum += f32(dy[window * uniforms.channels + channel]);
          }
        }
      }
    }
    return sum;
  }`;

type Windows = Omit<backend_util.Conv3DInfo, 'dataFormat' | 'inShape' | 'outShape' | 'filterShape' | 'padInfo'> & {
  readonly padInfo: { readonly front: number; readonly top: number; readonly left: number };
};

const gradient = (name: string, dy: TensorInfo, x: TensorInfo, info: Windows, gpu: Gpu): TensorInfo =>
  gpu.run({
    name,
    output: { shape: x.shape, dtype: 'float32' },
    inputs: { dy, x },
    uniforms: {
      depth: info.inDepth,
      height: info.inHeight,
      width: info.inWidth,
      channels: info.inChannels,
      outDepth: info.outDepth,
      outHeight: info.outHeight,
      outWidth: info.outWidth,
      windowDepth: info.filterDepth,
      windowHeight: info.filterHeight,
      windowWidth: info.filterWidth,
      strideDepth: info.strideDepth,
      strideHeight: info.strideHeight,
      strideWidth: info.strideWidth,
      front: info.padInfo.front,
      top: info.padInfo.top,
      left: info.padInfo.left,
    },
    code,
  });

/** A picture is a volume of depth 1. */
const flatWindows = (info: backend_util.Conv2DInfo): Windows => ({
  ...info,
  padInfo: { ...info.padInfo, front: 0 },
  inDepth: 1,
  outDepth: 1,
  filterDepth: 1,
  strideDepth: 1,
  dilationDepth: 1,
  effectiveFilterDepth: 1,
});

export const maxPoolGrad: readonly Replacement[] = [
  {
    name: MaxPoolGrad,
    compute({ dy, input: x }, params, gpu) {
      const { filterSize, strides, pad, dimRoundingMode } = attributesAs<MaxPoolGradAttrs>(params);
      const shape = x!.shape as [number, number, number, number];
      const info = backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
      return gradient(MaxPoolGrad, dy!, x!, flatWindows(info), gpu);
    },
  },
  {
    name: MaxPool3DGrad,
    compute({ dy, input: x }, params, gpu) {
      const { filterSize, strides, pad, dimRoundingMode } = attributesAs<MaxPool3DGradAttrs>(params);
      const shape = x!.shape as [number, number, number, number, number];
      const info = backend_util.computePool3DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
      return gradient(MaxPool3DGrad, dy!, x!, info, gpu);
    },
  },
];
