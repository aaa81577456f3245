// internal: products over an inner length of 0 on webgpu
import { attributesAs } from '@kindling/core';
import {
  _FusedMatMul,
  BatchMatMul,
  type BatchMatMulAttrs,
  broadcast_util,
  Fill,
  type TensorInfo,
  util,
} from '@tensorflow/tfjs-core';
import type { Replacement } from '../adapter/replacement.ts';

const isEmpty = ({ shape }: TensorInfo): boolean => util.sizeFromShape(shape) === 0;

const outputShape = (a: TensorInfo, b: TensorInfo, { transposeA, transposeB }: BatchMatMulAttrs): number[] => [
  ...broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2)),
  a.shape.at(transposeA ? -1 : -2)!,
  b.shape.at(transposeB ? -2 : -1)!,
];

/** WebGPU has no buffer without numbers to bind. A sum of nothing is 0. */
const product = (name: string): Replacement => ({
  name,
  compute({ a, b, bias, preluActivationWeights }, params, device) {
    if (!isEmpty(a!) && !isEmpty(b!)) return undefined;
    const shape = outputShape(a!, b!, attributesAs<BatchMatMulAttrs>(params));
    const { activation = 'linear' } = attributesAs<{ activation?: string }>(params);
    if (util.sizeFromShape(shape) > 0 && (bias ?? preluActivationWeights ?? (activation === 'linear' ? undefined : a)))
      throw new Error(`${name}: the webgpu backend takes no fused product over nothing; use matMul and add`);
    return device.call(Fill, {}, { shape, value: 0, dtype: 'float32' });
  },
});

export const matMul: readonly Replacement[] = [BatchMatMul, _FusedMatMul].map(product);
