import {
  Conv2D,
  type Conv2DAttrs,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  DepthwiseConv2dNative,
  DepthwiseConv2dNativeBackpropFilter,
  DepthwiseConv2dNativeBackpropInput,
  type GradConfig,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { dilate, undilate } from './dilate.ts';
import { compute } from './kernels.ts';

type Lengths = [height: number, width: number];

const lengthsOf = (value: number | Lengths): Lengths => (typeof value === 'number' ? [value, value] : value);

/**
 * The gradients of y = x * w, by the backend's kernels. These know no dilation, so they get the filter with zeros between
 * its taps, and of its gradient the taps are kept.
 */
const ofConvolution = (kernelName: string, toInput: string, toFilter: string): GradConfig => ({
  kernelName,
  inputsToSave: ['x', 'filter'],
  gradFunc: (given, [x, filter], attributes) => {
    const { dilations, ...others } = attributes as unknown as Conv2DAttrs;
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

/** Convolutions of pictures, [batch, height, width, channels]. */
export const convolutions: readonly GradConfig[] = [
  ofConvolution(Conv2D, Conv2DBackpropInput, Conv2DBackpropFilter),
  ofConvolution(DepthwiseConv2dNative, DepthwiseConv2dNativeBackpropInput, DepthwiseConv2dNativeBackpropFilter),
];
