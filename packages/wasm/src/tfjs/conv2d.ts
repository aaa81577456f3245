// internal: convolutions and their gradients
import {
  backend_util,
  Conv2D,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  FusedConv2D,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { bandsOf, type ConvolveShape, emitConvolve } from '../kernels/convolve.ts';
import { emitFilterGradient, type FilterGradientShape, filterGradientCut } from '../kernels/filterGradient.ts';
import { emitPanels, type PanelsShape, panelsOf } from '../kernels/panels.ts';
import { emitSumOfChunks } from '../kernels/sumOfChunks.ts';
import type { Epilogue } from '../kernels/tile.ts';
import { emitPadded, overPadded, paddedBytes, type Window } from '../kernels/window.ts';
import { type Runtime, scratchBytes } from '../runtime.ts';
import { type Applied, activationOf, finishElsewhere } from './activation.ts';
import { phasesOf } from './phases.ts';
import { type Attributes, type Device, isFloat, type Replacement, sizeOf } from './replacement.ts';
import { requireWindow } from './windows.ts';

type Info = backend_util.Conv2DInfo;
type Shape4 = [number, number, number, number];

/** The geometry of a convolution; undefined for what is not channels-last. */
const infoOf = (
  owner: string,
  inputShape: readonly number[],
  filterShape: readonly number[],
  attributes: Attributes,
): Info | undefined => {
  const { strides, pad, dilations, dimRoundingMode, dataFormat } = attributes as {
    strides: number | [number, number];
    pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
    dilations?: number | [number, number];
    dimRoundingMode?: 'floor' | 'round' | 'ceil';
    dataFormat?: 'NHWC' | 'NCHW';
  };
  if (dataFormat === 'NCHW') return undefined;
  const shapes = [inputShape, filterShape] as [Shape4, Shape4];
  const info = backend_util.computeConv2DInfo(...shapes, strides, dilations ?? 1, pad, dimRoundingMode);
  requireWindow(owner, info);
  return info;
};

/** tfjs takes a dy of another size too, and reads a part of it. */
const isOutput = ({ shape }: TensorInfo, { batchSize, outHeight, outWidth, outChannels }: Info): boolean =>
  String(shape) === String([batchSize, outHeight, outWidth, outChannels]);

const windowOf = (info: Info): Window => ({
  image: { height: info.inHeight, width: info.inWidth, channels: info.inChannels },
  taps: { height: info.filterHeight, width: info.filterWidth },
  stride: { height: info.strideHeight, width: info.strideWidth },
  dilation: { height: info.dilationHeight, width: info.dilationWidth },
  pad: { top: info.padInfo.top, left: info.padInfo.left },
  stops: { height: info.outHeight, width: info.outWidth },
});

/** Runs with memory that is given back, whatever happens. */
const withRoom = <T>(runtime: Runtime, bytes: number, use: (address: number) => T): T => {
  const address = runtime.allocate(bytes);
  try {
    return use(address);
  } finally {
    runtime.free(address);
  }
};

const windowKey = ({ image, taps, stride, dilation, pad, stops }: Window): string =>
  [image, taps, stride, dilation, pad, stops].map((part) => Object.values(part).join('x')).join(' ');

/** Where the windows' rows are too long for a thread's scratch memory, they go over a padded copy. */
const padded = (
  runtime: Runtime,
  window: Window,
  images: number,
  x: number,
  use: (window: Window, x: number) => void,
): void => {
  const bytes = images * paddedBytes(window);
  withRoom(runtime, bytes, (copy) => {
    const kernel = runtime.kernel(`padded ${windowKey(window)}`, (m) => emitPadded(m, window));
    runtime.launch(kernel, [x, copy], { count: images, work: bytes / 8 });
    use(overPadded(window), copy);
  });
};

/** About what one thread does in a nanosecond. */
const flopsPerNanosecond = 45;

interface Convolution {
  readonly shape: ConvolveShape;
  readonly filters: PanelsShape;
  readonly epilogueKey: string;
}

const convolve = (
  runtime: Runtime,
  { shape, filters, epilogueKey }: Convolution,
  x: number,
  w: number,
  y: number,
  bias: number,
): void => {
  const bands = bandsOf(shape, scratchBytes);
  if (bands === undefined) {
    padded(runtime, shape.window, shape.images, x, (window, copy) =>
      convolve(runtime, { shape: { ...shape, window }, filters, epilogueKey }, copy, w, y, bias),
    );
    return;
  }
  const { cut, bytes } = panelsOf(runtime, filters);
  withRoom(runtime, bytes, (panels) => {
    const { width, inputs, outputs, taps, backward } = filters;
    const pack = runtime.kernel(`panels ${width} ${inputs} ${outputs} ${backward} ${taps.join(' ')}`, (m) =>
      emitPanels(m, filters),
    );
    runtime.launch(pack, [w, panels], { count: cut.count, work: bytes / 8 });
    const { window, images, y: place } = shape;
    const key = `convolve ${windowKey(window)} ${images} ${shape.filters} ${Object.values(place).join(' ')} ${epilogueKey}`;
    const kernel = runtime.kernel(key, (m) => emitConvolve(m, shape, bands));
    const { stops } = window;
    const flops = 2 * images * stops.height * stops.width * shape.filters * inputsOf(filters) * taps.length;
    runtime.launch(kernel, [x, panels, y, bias], { count: images * bands.count, work: flops / flopsPerNanosecond });
  });
};

const inputsOf = ({ inputs, outputs, backward }: PanelsShape): number => (backward ? outputs : inputs);

const allTaps = ({ height, width }: Window['taps']): (readonly [number, number])[] =>
  Array.from({ length: height * width }, (_, tap) => [Math.floor(tap / width), tap % width] as const);

/** y = x * w (+ bias, activated) */
const forward = (
  device: Device,
  x: TensorInfo,
  w: TensorInfo,
  info: Info,
  bias?: TensorInfo,
  applied?: Applied,
): TensorInfo => {
  const { batchSize, outHeight, outWidth, outChannels, inChannels } = info;
  const y = device.output([batchSize, outHeight, outWidth, outChannels], 'float32');
  if (sizeOf(y.shape) === 0) return y;
  const window = windowOf(info);
  const pixel = 4 * outChannels;
  const epilogue: Epilogue | undefined = applied?.epilogue;
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
  const addresses = [device.address(x), device.address(w), device.address(y), bias ? device.address(bias) : 0] as const;
  convolve(device.runtime, { shape, filters, epilogueKey: applied?.key ?? '' }, ...addresses);
  return y;
};

/** dx: dy spread back through the filters, one phase of the strides after the other. */
const inputGradient = (device: Device, dy: TensorInfo, w: TensorInfo, info: Info): TensorInfo => {
  const { batchSize, inHeight, inWidth, inChannels, outChannels, filterWidth } = info;
  const { runtime } = device;
  const dx = device.output([batchSize, inHeight, inWidth, inChannels], 'float32');
  if (sizeOf(dx.shape) === 0) return dx;
  const at = device.address(dx);
  const phases = phasesOf(windowOf(info), outChannels);
  const seen = phases.reduce((sum, { window: { stops } }) => sum + stops.height * stops.width, 0);
  if (seen < inHeight * inWidth || sizeOf(dy.shape) === 0) {
    new Uint8Array(runtime.memory.buffer, at, 4 * sizeOf(dx.shape)).fill(0);
  }
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

const filterGradient = (device: Device, x: TensorInfo, dy: TensorInfo, info: Info): TensorInfo => {
  const { filterHeight, filterWidth, inChannels, outChannels, batchSize } = info;
  const dw = device.output([filterHeight, filterWidth, inChannels, outChannels], 'float32');
  if (sizeOf(dw.shape) === 0) return dw;
  if (sizeOf(dy.shape) === 0) {
    new Uint8Array(device.runtime.memory.buffer, device.address(dw), 4 * sizeOf(dw.shape)).fill(0);
    return dw;
  }
  const shape = { window: windowOf(info), images: batchSize, filters: outChannels };
  accumulate(device.runtime, shape, device.address(x), device.address(dy), device.address(dw));
  return dw;
};

const accumulate = (runtime: Runtime, shape: FilterGradientShape, x: number, dy: number, dw: number): void => {
  const { window, images, filters } = shape;
  const cut = filterGradientCut(shape, scratchBytes);
  if (cut === undefined) {
    padded(runtime, window, images, x, (inside, copy) =>
      accumulate(runtime, { ...shape, window: inside }, copy, dy, dw),
    );
    return;
  }
  const { taps, image, stops } = window;
  const size = taps.height * taps.width * image.channels * filters;
  const kernel = runtime.kernel(`filterGradient ${windowKey(window)} ${images} ${filters}`, (m) =>
    emitFilterGradient(m, shape, cut),
  );
  const split = {
    count: cut.chunks * cut.parts,
    work: (2 * images * stops.height * stops.width * size) / flopsPerNanosecond,
  };
  if (cut.chunks === 1) {
    runtime.launch(kernel, [x, dy, dw], split);
    return;
  }
  withRoom(runtime, 4 * size * cut.chunks, (chunks) => {
    runtime.launch(kernel, [x, dy, chunks], split);
    const sum = runtime.kernel('sumOfChunks', emitSumOfChunks);
    runtime.launch(sum, [chunks, dw, cut.chunks, size], { count: size, grain: 16, work: (size * cut.chunks) / 4 });
  });
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
