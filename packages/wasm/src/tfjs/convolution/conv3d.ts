// internal: convolutions of volumes and their gradients, as those of the pictures that they are made of
import { attributesAs, sizeOf } from '@kindling/core';
import {
  Add,
  backend_util,
  Conv2D,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  Conv3D,
  type Conv3DAttrs,
  Conv3DBackpropFilterV2,
  type Conv3DBackpropFilterV2Attrs,
  Conv3DBackpropInputV2,
  type Conv3DBackpropInputV2Attrs,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { filled } from '../adapter/filled.ts';
import { inSteps } from '../adapter/inSteps.ts';
import { numbersOf, written } from '../adapter/numbers.ts';
import { type Device, isFloat, type Replacement } from '../adapter/replacement.ts';

type Shape5 = [number, number, number, number, number];
type Geometry = backend_util.Conv3DInfo;

/** How a filter's pictures go over those of a volume: as the two axes of `conv2d`. */
const overPictures = (g: Geometry) => ({
  strides: [g.strideHeight, g.strideWidth],
  dilations: [g.dilationHeight, g.dilationWidth],
  pad: [
    [0, 0],
    [g.padInfo.top, g.padInfo.bottom],
    [g.padInfo.left, g.padInfo.right],
    [0, 0],
  ],
  dataFormat: 'NHWC',
});

const pictureOf = (g: Geometry): number[] => [g.inHeight, g.inWidth, g.inChannels];
const outputOf = (g: Geometry): number[] => [g.outHeight, g.outWidth, g.outChannels];
const filterOf = (g: Geometry): number[] => [g.filterHeight, g.filterWidth, g.inChannels, g.outChannels];

/** For each picture of the output, in all volumes, the one of the input that a depth of the filter meets, or -1. */
const metBy = (g: Geometry, tap: number): number[] =>
  Array.from({ length: g.batchSize * g.outDepth }, (_, at) => {
    const depth = (at % g.outDepth) * g.strideDepth + tap * g.dilationDepth - g.padInfo.front;
    return depth < 0 || depth >= g.inDepth ? -1 : Math.floor(at / g.outDepth) * g.inDepth + depth;
  });

/** The pictures of these numbers; those of -1 are 0. */
const picked = (device: Device, x: TensorInfo, numbers: readonly number[], picture: readonly number[]): TensorInfo =>
  written(device, [numbers.length, ...picture], 'float32', (y) => {
    const [from, size] = [numbersOf(device, x), sizeOf(picture)];
    numbers.forEach((number, at) => {
      if (number < 0) y.fill(0, at * size, (at + 1) * size);
      else y.set(from.subarray(number * size, (number + 1) * size), at * size);
    });
  });

const depthsOf = (g: Geometry): number[] => Array.from({ length: g.filterDepth }, (_, depth) => depth);

const conv3dKernel: Replacement = {
  name: Conv3D,
  compute: ({ x, filter }, params, device) => {
    if (!isFloat(x, filter)) return undefined;
    const { strides, pad, dilations } = attributesAs<Conv3DAttrs>(params);
    const g = backend_util.computeConv3DInfo(x!.shape as Shape5, filter!.shape as Shape5, strides, dilations, pad);
    return inSteps(device, ({ call, made, reshape }) => {
      let sum: TensorInfo | undefined;
      for (const depth of depthsOf(g)) {
        const pictures = made(picked(device, x!, metBy(g, depth), pictureOf(g)));
        const plane = made(picked(device, filter!, [depth], filterOf(g)));
        const part = call(Conv2D, { x: pictures, filter: reshape(plane, filterOf(g)) }, overPictures(g));
        sum = sum === undefined ? part : call(Add, { a: sum, b: part });
      }
      return reshape(sum!, g.outShape);
    });
  },
};

/** tfjs's kernel adds onto what memory held. */
const inputGradient: Replacement = {
  name: Conv3DBackpropInputV2,
  compute: ({ dy, filter }, params, device) => {
    if (!isFloat(dy, filter)) return undefined;
    const { strides, pad, inputShape } = attributesAs<Conv3DBackpropInputV2Attrs>(params);
    const g = backend_util.computeConv3DInfo(inputShape, filter!.shape as Shape5, strides, 1, pad);
    const size = sizeOf(pictureOf(g));
    return inSteps(device, ({ call, made, reshape }) => {
      const dx = made(filled(device, inputShape, 'float32', 0));
      for (const depth of depthsOf(g)) {
        const plane = reshape(made(picked(device, filter!, [depth], filterOf(g))), filterOf(g));
        const pictures = reshape(dy!, [g.batchSize * g.outDepth, ...outputOf(g)]);
        const shape = [g.batchSize * g.outDepth, ...pictureOf(g)];
        const part = call(
          Conv2DBackpropInput,
          { dy: pictures, filter: plane },
          { ...overPictures(g), inputShape: shape },
        );
        const [from, to] = [numbersOf(device, part), numbersOf(device, dx)];
        metBy(g, depth).forEach((number, at) => {
          if (number >= 0) for (let i = 0; i < size; i++) to[number * size + i]! += from[at * size + i]!;
        });
      }
      return dx;
    });
  },
};

const filterGradient: Replacement = {
  name: Conv3DBackpropFilterV2,
  compute: ({ x, dy }, params, device) => {
    if (!isFloat(x, dy)) return undefined;
    const { strides, pad, filterShape } = attributesAs<Conv3DBackpropFilterV2Attrs>(params);
    const g = backend_util.computeConv3DInfo(x!.shape as Shape5, filterShape, strides, 1, pad);
    const size = sizeOf(filterOf(g));
    return inSteps(device, ({ call, made, reshape }) => {
      const dw = made(device.output(filterShape, 'float32'));
      for (const depth of depthsOf(g)) {
        const pictures = made(picked(device, x!, metBy(g, depth), pictureOf(g)));
        const gradient = reshape(dy!, [g.batchSize * g.outDepth, ...outputOf(g)]);
        const attributes = { ...overPictures(g), filterShape: filterOf(g) };
        const part = call(Conv2DBackpropFilter, { x: pictures, dy: gradient }, attributes);
        numbersOf(device, dw).set(numbersOf(device, part), depth * size);
      }
      return dw;
    });
  },
};

export const conv3d: readonly Replacement[] = [conv3dKernel, inputGradient, filterGradient];
