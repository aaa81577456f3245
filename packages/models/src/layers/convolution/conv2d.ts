import { flag, positiveInteger, withDefault } from '@kindling/core';
import { conv2d as convolve, FusedConv2D, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Activation } from '../../activations/activation.ts';
import { activate } from '../../activations/resolve.ts';
import type { Initializer, InitializerName } from '../../initializers/initializer.ts';
import { defineLayer } from '../../layer/defineLayer.ts';
import {
  activationOption,
  initializerOption,
  paddingOption,
  pairOption,
  regularizerOption,
} from '../../layer/layerOptions.ts';
import type { Padding, Pair, Shape } from '../../layer/types.ts';
import type { Regularizer } from '../../regularizers/regularizer.ts';
import { type ConvolutionWindow, pairOf, requireConvolution, windowed } from '../windows.ts';
import { withBias } from './withBias.ts';

/** Options of `conv2d`. */
export interface Conv2dOptions {
  /** How many channels it gives. */
  filters: number;
  /** Height and width of the window. */
  kernelSize: Pair;
  /** How far the window moves. Default: 1. */
  strides?: Pair | undefined;
  /**
   * 'valid' stays within the picture; 'same' goes over its edges, so that strides of 1 keep its size.
   * Default: 'valid'.
   */
  padding?: Padding | undefined;
  /** How far apart the elements of a window are; above 1 only with strides of 1. Default: 1. */
  dilationRate?: Pair | undefined;
  /** What each sum goes through. Default: 'linear', which is none. */
  activation?: Activation | undefined;
  /** Whether a bias is added. Default: true. */
  useBias?: boolean | undefined;
  /** What the kernel begins with. Default: 'glorotUniform'. */
  kernelInitializer?: InitializerName | Initializer | undefined;
  /** What the bias begins with. Default: 'zeros'. */
  biasInitializer?: InitializerName | Initializer | undefined;
  /** What the kernel adds to the loss. Default: none. */
  kernelRegularizer?: Regularizer | undefined;
  /** What the bias adds to the loss. Default: none. */
  biasRegularizer?: Regularizer | undefined;
}

const outputOf = (
  { filters, kernelSize, ...windows }: ConvolutionWindow & { filters: number },
  shape: Shape,
): Shape => [...windowed('conv2d', 'kernelSize', shape, { ...windows, size: kernelSize }), filters];

/**
 * A convolution of pictures: y[i, j, k] = f(Σ x[s·i + d·u, s·j + d·v, c] · W[u, v, c, k] + b[k]) over u, v and c, with
 * strides s and dilation rate d. With padding 'same', zeros stand around x, one more at the end where they are odd.
 *
 * Reads [batch, height, width, channels], gives [batch, ⌈height / s⌉, ⌈width / s⌉, filters] with 'same'; with 'valid'
 * only windows within the picture count. Parameters: `kernel` [...kernelSize, channels, filters], `bias` [filters].
 *
 * LeCun et al., "Gradient-based learning applied to document recognition", 1998.
 * @see https://keras.io/api/layers/convolution_layers/convolution2d/
 * @throws RangeError for numbers out of their range, strides together with dilation, an input that is not a picture or
 *   into which no window fits; Error for an unknown name
 * @example
 * ```ts
 * import { conv2d, dense, flatten, input, sequential } from '@kindling/models';
 *
 * const net = sequential([
 *   input({ shape: [32, 32, 3] }),
 *   conv2d({ filters: 32, kernelSize: 3, strides: 2, padding: 'same' }), // gives [null, 16, 16, 32]
 *   flatten(),
 *   dense({ units: 10, activation: 'softmax' }),
 * ]);
 * ```
 */
export const conv2d = defineLayer<Conv2dOptions>()({
  kind: 'conv2d',
  options: {
    filters: positiveInteger,
    kernelSize: pairOption,
    strides: withDefault(pairOption, 1),
    padding: withDefault(paddingOption, 'valid'),
    dilationRate: withDefault(pairOption, 1),
    activation: withDefault(activationOption, 'linear'),
    useBias: withDefault(flag, true),
    kernelInitializer: withDefault(initializerOption, 'glorotUniform'),
    biasInitializer: withDefault(initializerOption, 'zeros'),
    kernelRegularizer: regularizerOption,
    biasRegularizer: regularizerOption,
  },
  check: (config) => requireConvolution('conv2d', config),
  params: (config, shape) => {
    const { filters, kernelSize, useBias } = config;
    outputOf(config, shape);
    return {
      kernel: {
        shape: [...pairOf(kernelSize), ...shape.slice(2), filters],
        init: config.kernelInitializer,
        regularizer: config.kernelRegularizer,
      },
      bias: useBias
        ? { shape: [filters], init: config.biasInitializer, regularizer: config.biasRegularizer }
        : undefined,
    };
  },
  output: outputOf,
  call: (config, { params: { kernel, bias }, x }) => {
    const { strides, padding, dilationRate, activation } = config;
    outputOf(config, x.shape.slice(1));
    const [picture, filter] = [x as Tensor4D, kernel as Tensor4D];
    const steps = { strides: pairOf(strides), dilations: pairOf(dilationRate), pad: padding };
    const linear =
      bias === undefined
        ? convolve(picture, filter, steps.strides, padding, 'NHWC', steps.dilations)
        : withBias(FusedConv2D, { x: picture, filter, bias }, steps);
    return activate('conv2d', activation, linear);
  },
});
