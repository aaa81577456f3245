// internal: the gradient of relu and leakyRelu
import { attributesAs, ReluGrad, type ReluGradAttributes, requireShape } from '@kindling/core';
import type { Replacement } from '../adapter/replacement.ts';

/** Whether x > 0 is told by its bits, since WGSL need not keep NaN: NaN is not. */
export const reluGrad: readonly Replacement[] = [
  {
    name: ReluGrad,
    compute({ dy, x }, params, gpu) {
      requireShape(ReluGrad, { dy: dy! }, x!.shape);
      return gpu.run({
        name: ReluGrad,
        output: { shape: x!.shape, dtype: 'float32' },
        inputs: { dy: dy!, x: x! },
        uniforms: {},
        floats: { alpha: attributesAs<ReluGradAttributes>(params).alpha },
        code: `fn valueAt(index : i32) -> f32 {
          let slope = f32(dy[index]);
          let bits = bitcast<i32>(f32(x[index]));
          if (bits > 0 && bits <= 0x7f800000) { return slope; }
          return uniforms.alpha * slope;
        }`,
      });
    },
  },
];
