// internal: convolutions that add their bias before they write what they have
import {
  engine,
  type FusedConv2D,
  type FusedDepthwiseConv2D,
  type NamedTensorMap,
  type Tensor,
  type Tensor4D,
} from '@tensorflow/tfjs-core';

/** How a window goes over pictures. */
export interface Steps {
  readonly strides: readonly [number, number];
  readonly dilations: readonly [number, number];
  readonly pad: 'valid' | 'same';
}

/**
 * x * filter + bias by tfjs's fused kernel: on large pictures a second pass over memory costs a good part of the first.
 */
export const withBias = (
  kernel: typeof FusedConv2D | typeof FusedDepthwiseConv2D,
  inputs: { readonly x: Tensor4D; readonly filter: Tensor4D; readonly bias: Tensor },
  { strides, dilations, pad }: Steps,
): Tensor4D =>
  engine().runKernel<Tensor4D>(kernel, inputs as unknown as NamedTensorMap, {
    strides: [...strides],
    dilations: [...dilations],
    pad,
    dataFormat: 'NHWC',
    activation: 'linear',
  });
