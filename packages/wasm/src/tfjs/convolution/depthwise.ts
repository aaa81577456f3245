// internal: tfjs's depthwise convolutions, and their gradients
import { type Attributes, attributesAs, sizeOf } from '@kindling/core';
import {
  backend_util,
  DepthwiseConv2dNative,
  type DepthwiseConv2dNativeAttrs,
  DepthwiseConv2dNativeBackpropFilter,
  DepthwiseConv2dNativeBackpropInput,
  FusedDepthwiseConv2D,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { emitRepeat, emitSumOfGroups } from '../../kernels/convolution/channelGroups.ts';
import {
  emitDepthwise,
  emitDepthwiseFilterGradient,
  emitDepthwiseInputGradient,
} from '../../kernels/convolution/depthwise.ts';
import { emitSumOfChunks } from '../../kernels/reduction/sumOfChunks.ts';
import { flopsOfEpilogue } from '../../kernels/shared/tile.ts';
import { type Applied, activationOf, finishElsewhere } from '../adapter/activation.ts';
import { type Conv2DInfo, countTaps, windowArguments } from '../adapter/geometry.ts';
import { type Device, isFloat, type Replacement } from '../adapter/replacement.ts';

type Shape4 = [number, number, number, number];

/** Channels as wide as y's: x's are repeated where each of them has several filters. */
interface Depthwise {
  readonly wide: Conv2DInfo;
  /** Filters of a channel. */
  readonly multiplier: number;
  readonly windows: readonly number[];
}

/** Undefined where channels do not come last. */
const depthwiseOf = (
  owner: string,
  xShape: readonly number[],
  filterShape: readonly number[],
  params: Attributes,
): Depthwise | undefined => {
  const { strides, pad, dilations, dimRoundingMode, dataFormat } = attributesAs<DepthwiseConv2dNativeAttrs>(params);
  if (dataFormat !== undefined && dataFormat !== 'NHWC') return undefined;
  const [x, filter] = [xShape as Shape4, filterShape as Shape4];
  const info = backend_util.computeConv2DInfo(x, filter, strides, dilations ?? [1, 1], pad, dimRoundingMode, true);
  const wide = { ...info, inChannels: info.outChannels };
  return { wide, multiplier: filter[3], windows: windowArguments(owner, wide) };
};

/** x[batch, height, width, channels] with each channel `multiplier` times; to be released. */
const repeatChannels = (device: Device, x: TensorInfo, multiplier: number): TensorInfo => {
  if (multiplier === 1) return device.alias(x, x.shape);
  const { runtime, address } = device;
  const y = device.output([...x.shape.slice(0, 3), x.shape[3]! * multiplier], 'float32');
  runtime.launch(runtime.kernel('repeat', emitRepeat), [address(x), address(y), multiplier], {
    count: sizeOf(x.shape),
    work: 0.5 * sizeOf(y.shape),
    flops: 0,
  });
  return y;
};

/** The other way: sums over the copies of each channel. `wide` is used up. */
const sumCopies = (device: Device, wide: TensorInfo, multiplier: number): TensorInfo => {
  if (multiplier === 1) return wide;
  const { runtime, address } = device;
  const y = device.output([...wide.shape.slice(0, 3), wide.shape[3]! / multiplier], 'float32');
  runtime.launch(runtime.kernel('sumOfGroups', emitSumOfGroups), [address(wide), address(y), multiplier], {
    count: sizeOf(y.shape),
    work: sizeOf(wide.shape),
    flops: sizeOf(wide.shape),
  });
  device.release(wide);
  return y;
};

const convolve = (
  device: Device,
  { wide, multiplier, windows }: Depthwise,
  x: TensorInfo,
  filter: TensorInfo,
  bias: TensorInfo | undefined,
  { epilogue, key }: Applied,
): TensorInfo => {
  const { runtime, address } = device;
  const repeated = repeatChannels(device, x, multiplier);
  const y = device.output(wide.outShape, 'float32');
  const args = [address(repeated), address(filter), bias ? address(bias) : 0, address(y), ...windows];
  runtime.launch(runtime.kernel(`depthwise ${key}`, emitDepthwise(epilogue)), args, {
    count: wide.batchSize * wide.outHeight,
    work: 0.2 * countTaps(wide),
    flops: 2 * countTaps(wide) + sizeOf(y.shape) * flopsOfEpilogue(epilogue),
  });
  device.release(repeated);
  return y;
};

const linear: Applied = { epilogue: { bias: false }, key: 'linear' };

const depthwiseConv2d: Replacement = {
  name: DepthwiseConv2dNative,
  compute: ({ x, filter }, params, device) => {
    if (!isFloat(x, filter)) return undefined;
    const found = depthwiseOf(DepthwiseConv2dNative, x!.shape, filter!.shape, params);
    return found && convolve(device, found, x!, filter!, undefined, linear);
  },
};

const fusedDepthwiseConv2d: Replacement = {
  name: FusedDepthwiseConv2D,
  compute: (inputs, params, device) => {
    const { x, filter, bias } = inputs;
    if (!isFloat(x, filter, bias)) return undefined;
    const found = depthwiseOf(FusedDepthwiseConv2D, x!.shape, filter!.shape, params);
    if (found === undefined) return undefined;
    const fused = activationOf(params, bias, found.wide.outChannels);
    if (fused !== undefined) return convolve(device, found, x!, filter!, bias, fused);
    return finishElsewhere(device, convolve(device, found, x!, filter!, undefined, linear), inputs, params);
  },
};

const inputGradient: Replacement = {
  name: DepthwiseConv2dNativeBackpropInput,
  compute: ({ dy, filter }, params, device) => {
    if (!isFloat(dy, filter)) return undefined;
    const inputShape = params.inputShape as readonly number[];
    const found = depthwiseOf(DepthwiseConv2dNativeBackpropInput, inputShape, filter!.shape, params);
    if (found === undefined) return undefined;
    const { wide, multiplier, windows } = found;
    requireGradient(DepthwiseConv2dNativeBackpropInput, dy!, wide);
    const { runtime, address, output } = device;
    const dx = output([...inputShape.slice(0, 3), wide.outChannels], 'float32');
    const args = [address(dy!), address(filter!), address(dx), ...windows];
    runtime.launch(runtime.kernel('depthwise, to input', emitDepthwiseInputGradient), args, {
      count: wide.batchSize * wide.inHeight,
      grain: wide.batchSize > 1 ? wide.inHeight : wide.strideHeight,
      work: 0.3 * countTaps(wide),
      flops: 2 * countTaps(wide),
    });
    return sumCopies(device, dx, multiplier);
  },
};

/** A sum over all rows of dy is taken in at most this many chunks, whatever the number of threads. */
const mostChunks = 64;

const filterGradient: Replacement = {
  name: DepthwiseConv2dNativeBackpropFilter,
  compute: ({ x, dy }, params, device) => {
    if (!isFloat(x, dy)) return undefined;
    const filterShape = params.filterShape as readonly number[];
    const found = depthwiseOf(DepthwiseConv2dNativeBackpropFilter, x!.shape, filterShape, params);
    if (found === undefined) return undefined;
    const { wide, multiplier, windows } = found;
    requireGradient(DepthwiseConv2dNativeBackpropFilter, dy!, wide);
    const { runtime, address, output } = device;
    const rows = wide.batchSize * wide.outHeight;
    const rowsInChunk = Math.ceil(rows / mostChunks);
    const count = rows === 0 ? 0 : Math.ceil(rows / rowsInChunk);
    const length = sizeOf(filterShape);
    const repeated = repeatChannels(device, x!, multiplier);
    const chunks = output([count, length], 'float32');
    const args = [address(repeated), address(dy!), address(chunks), rows, rowsInChunk, ...windows];
    runtime.launch(runtime.kernel('depthwise, to filter', emitDepthwiseFilterGradient), args, {
      count,
      work: 0.3 * countTaps(wide),
      flops: 2 * countTaps(wide),
    });
    const dw = output(filterShape, 'float32');
    const sumOfChunks = runtime.kernel('sumOfChunks', emitSumOfChunks);
    runtime.launch(sumOfChunks, [address(chunks), address(dw), count, length], {
      count: length,
      work: 0.1 * count * length,
      flops: count * length,
    });
    device.release(repeated);
    device.release(chunks);
    return dw;
  },
};

const requireGradient = (owner: string, dy: TensorInfo, { outShape }: Conv2DInfo): void => {
  if (dy.shape.join() === outShape.join()) return;
  throw new RangeError(`${owner}: dy must be like the output, [${outShape}], got [${dy.shape}]`);
};

export const depthwise: readonly Replacement[] = [depthwiseConv2d, fusedDepthwiseConv2d, inputGradient, filterGradient];
