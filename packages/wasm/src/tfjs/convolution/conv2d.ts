// internal: convolutions and their gradients
import { sizeOf } from '@kindling/core';
import { Conv2D, Conv2DBackpropFilter, Conv2DBackpropInput, FusedConv2D, type TensorInfo } from '@tensorflow/tfjs-core';
import type { ConvolveShape } from '../../kernels/convolution/conv2d.ts';
import { worthPackingB } from '../../kernels/matrix/matMul.ts';
import type { Epilogue } from '../../kernels/shared/tile.ts';
import { type Applied, activationOf, finishElsewhere } from '../adapter/activation.ts';
import { clear } from '../adapter/filled.ts';
import { type Conv2DInfo, infoOf, isOutput, windowOf } from '../adapter/geometry.ts';
import { type Device, isFloat, type Replacement } from '../adapter/replacement.ts';
import { multiply } from '../matrix/matMul.ts';
import { accumulate, allTaps, convolve } from './convolution.ts';
import { phasesOf } from './phases.ts';

/** How many rows x has as a matrix where y is the product of x and w as they lie in memory; else undefined. */
const rowsOfProduct = (info: Conv2DInfo): number | undefined => {
  const { batchSize, inHeight, inWidth, outHeight, outWidth, filterHeight, filterWidth, padInfo } = info;
  const isPlain = padInfo.top === 0 && padInfo.left === 0 && info.dilationHeight === 1 && info.dilationWidth === 1;
  if (!isPlain) return undefined;
  if (filterHeight === inHeight && filterWidth === inWidth && outHeight * outWidth === 1) return batchSize;
  const isStill = (info.strideHeight === 1 || inHeight === 1) && (info.strideWidth === 1 || inWidth === 1);
  const isPointwise = filterHeight * filterWidth === 1 && isStill && outHeight === inHeight && outWidth === inWidth;
  return isPointwise ? batchSize * inHeight * inWidth : undefined;
};

/** y = x * w (+ bias, activated) */
const forward = (
  device: Device,
  x: TensorInfo,
  w: TensorInfo,
  info: Conv2DInfo,
  bias?: TensorInfo,
  applied?: Applied,
): TensorInfo => {
  const { batchSize, outHeight, outWidth, outChannels, inChannels } = info;
  const y = device.output([batchSize, outHeight, outWidth, outChannels], 'float32');
  if (sizeOf(y.shape) === 0) return y;
  const addresses = [device.address(x), device.address(w), device.address(y), bias ? device.address(bias) : 0] as const;
  const epilogue: Epilogue | undefined = applied?.epilogue;
  const rows = rowsOfProduct(info);
  // Few pixels: w is read where it is, which takes less than to pack it.
  if (rows !== undefined && rows < worthPackingB) {
    const size = { m: rows, n: outChannels, k: sizeOf(w.shape) / outChannels };
    multiply(device.runtime, { transposeA: false, transposeB: false, ...size, epilogue }, addresses, applied);
    return y;
  }
  const window = windowOf(info);
  const pixel = 4 * outChannels;
  const shape: ConvolveShape = {
    window,
    images: batchSize,
    filters: outChannels,
    y: { image: outHeight * outWidth * pixel, row: outWidth * pixel, pixel },
    epilogue,
  };
  const filters = {
    width: info.filterWidth,
    inputs: inChannels,
    outputs: outChannels,
    taps: allTaps(window.taps),
    backward: false,
  };
  convolve(device.runtime, { shape, filters, epilogueKey: applied?.key ?? '' }, ...addresses);
  return y;
};

/** dx: dy spread back through the filters, one phase of the strides after the other. */
const inputGradient = (device: Device, dy: TensorInfo, w: TensorInfo, info: Conv2DInfo): TensorInfo => {
  const { batchSize, inHeight, inWidth, inChannels, outChannels, filterWidth } = info;
  const { runtime } = device;
  const dx = device.output([batchSize, inHeight, inWidth, inChannels], 'float32');
  if (sizeOf(dx.shape) === 0) return dx;
  const at = device.address(dx);
  const phases = phasesOf(windowOf(info), outChannels);
  const seen = phases.reduce((sum, { window: { stops } }) => sum + stops.height * stops.width, 0);
  if (seen < inHeight * inWidth || sizeOf(dy.shape) === 0) clear(runtime, at, 4 * sizeOf(dx.shape));
  if (sizeOf(dy.shape) === 0) return dx;
  const pixel = 4 * inChannels;
  for (const { window, taps, first, step } of phases) {
    const shape: ConvolveShape = {
      window,
      images: batchSize,
      filters: inChannels,
      y: { image: inHeight * inWidth * pixel, row: step.height * inWidth * pixel, pixel: step.width * pixel },
    };
    const filters = { width: filterWidth, inputs: inChannels, outputs: outChannels, taps, backward: true };
    const y = at + (first.height * inWidth + first.width) * pixel;
    convolve(runtime, { shape, filters, epilogueKey: '' }, device.address(dy), device.address(w), y, 0);
  }
  return dx;
};

const filterGradient = (device: Device, x: TensorInfo, dy: TensorInfo, info: Conv2DInfo): TensorInfo => {
  const { filterHeight, filterWidth, inChannels, outChannels, batchSize } = info;
  const dw = device.output([filterHeight, filterWidth, inChannels, outChannels], 'float32');
  if (sizeOf(dw.shape) === 0) return dw;
  if (sizeOf(dy.shape) === 0) {
    clear(device.runtime, device.address(dw), 4 * sizeOf(dw.shape));
    return dw;
  }
  const shape = { window: windowOf(info), images: batchSize, filters: outChannels };
  accumulate(device.runtime, shape, device.address(x), device.address(dy), device.address(dw));
  return dw;
};

export const conv2d: readonly Replacement[] = [
  {
    name: Conv2D,
    compute: ({ x, filter }, attributes, device) => {
      const info = infoOf(Conv2D, x!.shape, filter!.shape, attributes);
      return info === undefined || !isFloat(x, filter) ? undefined : forward(device, x!, filter!, info);
    },
  },
  {
    name: FusedConv2D,
    compute: (inputs, attributes, device) => {
      const { x, filter, bias } = inputs;
      const info = infoOf(FusedConv2D, x!.shape, filter!.shape, attributes);
      if (info === undefined || !isFloat(x, filter)) return undefined;
      const applied = activationOf(attributes, bias, info.outChannels);
      if (applied !== undefined) return forward(device, x!, filter!, info, bias, applied);
      return finishElsewhere(device, forward(device, x!, filter!, info), inputs, attributes);
    },
  },
  {
    name: Conv2DBackpropInput,
    compute: ({ dy, filter }, attributes, device) => {
      const info = infoOf(Conv2DBackpropInput, attributes.inputShape as number[], filter!.shape, attributes);
      const isOurs = info !== undefined && isFloat(dy, filter) && isOutput(dy!, info);
      return isOurs ? inputGradient(device, dy!, filter!, info) : undefined;
    },
  },
  {
    name: Conv2DBackpropFilter,
    compute: ({ x, dy }, attributes, device) => {
      const info = infoOf(Conv2DBackpropFilter, x!.shape, attributes.filterShape as number[], attributes);
      const isOurs = info !== undefined && isFloat(x, dy) && isOutput(dy!, info);
      return isOurs ? filterGradient(device, x!, dy!, info) : undefined;
    },
  },
];
