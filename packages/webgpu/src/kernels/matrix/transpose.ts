// internal: Transpose on webgpu
import { attributesAs } from '@kindling/core';
import { type TensorInfo, Transpose, type TransposeAttrs, util } from '@tensorflow/tfjs-core';
import { elementOf, type Gpu } from '../adapter/gpu.ts';
import type { Replacement } from '../adapter/replacement.ts';

/** y[i₀, i₁, ...] = x at the same place with its axes in the order `perm`, for numbers of any dtype and rank. */
export const transposed = (x: TensorInfo, perm: readonly number[], gpu: Gpu): TensorInfo => {
  const shape = perm.map((axis) => x.shape[axis]!);
  const [strides, lengths] = [stridesOf(x.shape), stridesOf(shape)];
  const element = elementOf(x.dtype);
  const steps = perm.map(
    (_, i) => `at += (rest / uniforms.length${i}) * uniforms.stride${i};
        rest = rest % uniforms.length${i};`,
  );
  return gpu.run({
    name: Transpose,
    output: { shape, dtype: x.dtype },
    inputs: { x },
    uniforms: Object.fromEntries(
      perm.flatMap((axis, i) => [
        [`length${i}`, lengths[i]!],
        [`stride${i}`, strides[axis]!],
      ]),
    ),
    code: `fn valueAt(index : i32) -> ${element} {
        var rest = index;
        var at = 0;
        ${steps.join('\n')}
        return ${element}(x[at]);
      }`,
  });
};

/** How far apart neighbours along each axis lie. */
const stridesOf = (shape: readonly number[]): readonly number[] =>
  shape.map((_, axis) => util.sizeFromShape(shape.slice(axis + 1)));

/** tfjs's shader does not compile where the numbers lie there as integers, and knows ranks up to 6. */
export const transpose: readonly Replacement[] = [
  {
    name: Transpose,
    compute({ x }, params, gpu) {
      if (!gpu.isInteger(x!) && x!.shape.length <= 6) return undefined;
      return transposed(x!, attributesAs<TransposeAttrs>(params).perm, gpu);
    },
  },
];
