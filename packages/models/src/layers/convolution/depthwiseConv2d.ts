import { flag, positiveInteger, withDefault } from '@kindling/core';
import { depthwiseConv2d as convolve, FusedDepthwiseConv2D, type Tensor4D } from '@tensorflow/tfjs-core';
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

/** Options of `depthwiseConv2d`. */
export interface DepthwiseConv2dOptions {
  /** Height and width of the window. */
  kernelSize: Pair;
  /** How far the window moves. Default: 1. */
  strides?: Pair | undefined;
  /**
   * 'valid' stays within the picture; 'same' goes over its edges, so that strides of 1 keep its size.
   * Default: 'valid'.
   */
  padding?: Padding | undefined;
  /** How many channels it gives for each that it reads. Default: 1. */
  depthMultiplier?: number | undefined;
  /** How far apart the elements of a window are; above 1 only with strides of 1. Default: 1. */
  dilationRate?: Pair | undefined;
  /** What each sum goes through. Default: 'linear', which is none. */
  activation?: Activation | undefined;
  /** Whether a bias is added. Default: true. */
  useBias?: boolean | undefined;
  /** What the kernel begins with. Default: 'glorotUniform'. */
  depthwiseInitializer?: InitializerName | Initializer | undefined;
  /** What the bias begins with. Default: 'zeros'. */
  biasInitializer?: InitializerName | Initializer | undefined;
  /** What the kernel adds to the loss. Default: none. */
  depthwiseRegularizer?: Regularizer | undefined;
  /** What the bias adds to the loss. Default: none. */
  biasRegularizer?: Regularizer | undefined;
}

/** How many channels it gives. */
const channelsOf = (depthMultiplier: number, shape: Shape): number | null => {
  const channels = shape[2] ?? null;
  return channels === null ? null : channels * depthMultiplier;
};

const outputOf = (config: ConvolutionWindow & { depthMultiplier: number }, shape: Shape): Shape => {
  const { kernelSize, depthMultiplier, ...windows } = config;
  return [
    ...windowed('depthwiseConv2d', 'kernelSize', shape, { ...windows, size: kernelSize }),
    channelsOf(depthMultiplier, shape),
  ];
};

/**
 * A convolution of each channel by itself:
 * y[i, j, m·c + q] = f(Σ x[s·i + d·u, s·j + d·v, c] · W[u, v, c, q] + b[m·c + q]) over u and v, with
 * strides s, dilation rate d and depth multiplier m.
 *
 * Reads [batch, height, width, channels], gives [batch, ⌈height / s⌉, ⌈width / s⌉, m·channels] with 'same'; with
 * 'valid' only windows within the picture count. Parameters: `kernel` [...kernelSize, channels, m], `bias`
 * [m·channels].
 *
 * Howard et al., "MobileNets", 2017, arXiv:1704.04861.
 * @see https://keras.io/api/layers/convolution_layers/depthwise_convolution2d/
 * @throws RangeError for numbers out of their range, strides together with dilation, an input that is not a picture or
 *   into which no window fits; Error for an unknown name
 * @example
 * ```ts
 * import { depthwiseConv2d, input, sequential } from '@kindling/models';
 *
 * const net = sequential([
 *   input({ shape: [32, 32, 8] }),
 *   depthwiseConv2d({ kernelSize: 3, padding: 'same', depthMultiplier: 2 }), // gives [null, 32, 32, 16]
 * ]);
 * ```
 */
export const depthwiseConv2d = defineLayer<DepthwiseConv2dOptions>()({
  kind: 'depthwiseConv2d',
  options: {
    kernelSize: pairOption,
    strides: withDefault(pairOption, 1),
    padding: withDefault(paddingOption, 'valid'),
    depthMultiplier: withDefault(positiveInteger, 1),
    dilationRate: withDefault(pairOption, 1),
    activation: withDefault(activationOption, 'linear'),
    useBias: withDefault(flag, true),
    depthwiseInitializer: withDefault(initializerOption, 'glorotUniform'),
    biasInitializer: withDefault(initializerOption, 'zeros'),
    depthwiseRegularizer: regularizerOption,
    biasRegularizer: regularizerOption,
  },
  check: (config) => requireConvolution('depthwiseConv2d', config),
  params: (config, shape) => {
    const { kernelSize, depthMultiplier, useBias } = config;
    outputOf(config, shape);
    return {
      kernel: {
        shape: [...pairOf(kernelSize), ...shape.slice(2), depthMultiplier],
        init: config.depthwiseInitializer,
        regularizer: config.depthwiseRegularizer,
      },
      bias: useBias
        ? {
            shape: [channelsOf(depthMultiplier, shape)],
            init: config.biasInitializer,
            regularizer: config.biasRegularizer,
          }
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
        : withBias(FusedDepthwiseConv2D, { x: picture, filter, bias }, steps);
    return activate('depthwiseConv2d', activation, linear);
  },
});
