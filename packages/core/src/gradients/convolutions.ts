// internal: part of the gradients in needed.ts and further.ts
import {
  Conv2D,
  type Conv2DAttrs,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  DepthwiseConv2dNative,
  DepthwiseConv2dNativeBackpropFilter,
  DepthwiseConv2dNativeBackpropInput,
  FusedConv2D,
  FusedDepthwiseConv2D,
  type GradConfig,
  sum,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { attributesAs } from '../kernels/attributes.ts';
import { dilate, undilate } from './dilate.ts';
import { compute } from './kernels.ts';

type Lengths = [height: number, width: number];

const lengthsOf = (value: number | Lengths): Lengths => (typeof value === 'number' ? [value, value] : value);

/**
 * The gradients of y = x * w, by the backend's kernels. These know no dilation, so they get the filter with zeros
 * between its taps, and of its gradient the taps are kept.
 */
const ofConvolution = (kernelName: string, toInput: string, toFilter: string): GradConfig => ({
  kernelName,
  inputsToSave: ['x', 'filter'],
  gradFunc: (given, [x, filter], attributes) => {
    const { dilations, strides, pad, dataFormat, dimRoundingMode } = attributesAs<Conv2DAttrs>(attributes);
    const others = { strides, pad, dataFormat, dimRoundingMode };
    const dy = given as Tensor;
    const rates = lengthsOf(dilations ?? 1);
    const [height, width, ...channels] = filter!.shape as [number, number, number, number];
    const reach = [height, width].map((length, axis) => (length - 1) * rates[axis]! + 1);
    const shared = { ...others, dilations: [1, 1] };
    return {
      x: () =>
        compute(kernelName, toInput, { dy, filter: dilate(filter!, rates) }, { ...shared, inputShape: x!.shape }),
      filter: () =>
        undilate(
          compute(kernelName, toFilter, { x: x!, dy }, { ...shared, filterShape: [...reach, ...channels] }),
          rates,
        ),
    };
  },
});

/** The same with y = x * w + b. tfjs fuses an activation only where nothing is differentiated. */
const withBias = (fused: string, { inputsToSave = [], gradFunc }: GradConfig): GradConfig => ({
  kernelName: fused,
  inputsToSave,
  gradFunc: (given, saved, attributes) => {
    const { activation } = attributes as { activation?: string };
    if (activation !== undefined && activation !== 'linear')
      throw new Error(`gradient of ${fused}: activation must be linear, got ${activation}`);
    return { ...gradFunc(given, saved, attributes), bias: () => sum(given as Tensor, [0, 1, 2]) };
  },
});

const conv2d = ofConvolution(Conv2D, Conv2DBackpropInput, Conv2DBackpropFilter);
const depthwiseConv2d = ofConvolution(
  DepthwiseConv2dNative,
  DepthwiseConv2dNativeBackpropInput,
  DepthwiseConv2dNativeBackpropFilter,
);

/** Convolutions of pictures, [batch, height, width, channels]. */
export const convolutions: readonly GradConfig[] = [
  conv2d,
  depthwiseConv2d,
  withBias(FusedConv2D, conv2d),
  withBias(FusedDepthwiseConv2D, depthwiseConv2d),
];
