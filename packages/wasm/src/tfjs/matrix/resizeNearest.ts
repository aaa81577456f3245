// internal: tfjs's pictures of other sizes by nearest neighbours, in every dtype, and their gradient
import { type Attributes, attributesAs, sizeOf } from '@kindling/core';
import {
  ResizeNearestNeighbor,
  type ResizeNearestNeighborAttrs,
  ResizeNearestNeighborGrad,
} from '@tensorflow/tfjs-core';
import { emitResizeNearest, emitResizeNearestGradient } from '../../kernels/matrix/resizeNearest.ts';
import { filled, numberBytes } from '../adapter/filled.ts';
import { isNumeric } from '../adapter/numbers.ts';
import { isFloat, type Replacement } from '../adapter/replacement.ts';

type Shape4 = [batch: number, height: number, width: number, channels: number];

/** Which of the old pixels each of the new ones is, along an axis. */
const nearest = (length: number, outLength: number, { alignCorners, halfPixelCenters }: Attributes): number[] => {
  const isAligned = alignCorners === true && outLength > 1;
  const scale = isAligned ? (length - 1) / (outLength - 1) : length / outLength;
  return Array.from({ length: outLength }, (_, i) => {
    const place = halfPixelCenters === true ? (i + 0.5) * scale : i * scale;
    return Math.min(length - 1, Math.max(0, alignCorners === true ? Math.round(place) : Math.floor(place)));
  });
};

/** About how many nanoseconds a pixel and a byte take one thread. */
const [perPixel, perByte] = [2, 0.05];

/** tfjs's gives float32, whatever it is given. */
const forward: Replacement = {
  name: ResizeNearestNeighbor,
  compute: ({ images }, params, device) => {
    if (!isNumeric(images!)) return undefined;
    const { size } = attributesAs<ResizeNearestNeighborAttrs>(params);
    const [batch, height, width, channels] = images!.shape as Shape4;
    const [outHeight, outWidth] = size;
    const shape = [batch, outHeight, outWidth, channels];
    const { dtype } = images!;
    if (sizeOf(images!.shape) === 0) return filled(device, shape, dtype, 0);
    const y = device.output(shape, dtype);
    if (sizeOf(shape) === 0) return y;
    const { runtime, address } = device;
    const bytes = numberBytes(dtype);
    const pixel = bytes * channels;
    const kernel = runtime.kernel(`resize to nearest by ${bytes}`, emitResizeNearest(bytes));
    const columns = nearest(width, outWidth, params).map((column) => column * pixel);
    runtime.withTable([...nearest(height, outHeight, params), ...columns], (table) => {
      const places = [address(images!), address(y), table, table + 4 * outHeight];
      runtime.launch(kernel, [...places, height, width * pixel, outHeight, outWidth, pixel], {
        count: batch * outHeight,
        work: batch * outHeight * outWidth * (perPixel + perByte * pixel),
        flops: 0,
      });
    });
    return y;
  },
};

/** tfjs's goes on for ever where a picture of one row or column is aligned by its corners. */
const gradient: Replacement = {
  name: ResizeNearestNeighborGrad,
  compute: ({ images, dy }, params, device) => {
    if (!isFloat(images, dy)) return undefined;
    const [batch, height, width, channels] = images!.shape as Shape4;
    const [, outHeight, outWidth] = dy!.shape as Shape4;
    if (sizeOf(dy!.shape) === 0) return filled(device, images!.shape, 'float32', 0);
    const dx = device.output(images!.shape, 'float32');
    if (sizeOf(images!.shape) === 0) return dx;
    const { runtime, address } = device;
    const pixel = 4 * channels;
    const firsts = new Array<number>(height + 1).fill(0);
    for (const row of nearest(height, outHeight, params)) firsts[row + 1]! += 1;
    for (let row = 0; row < height; row++) firsts[row + 1]! += firsts[row]!;
    const columns = nearest(width, outWidth, params).map((column) => column * pixel);
    const kernel = runtime.kernel('resize to nearest, gradient', emitResizeNearestGradient);
    runtime.withTable([...firsts, ...columns], (table) => {
      const places = [address(dy!), address(dx), table, table + 4 * firsts.length];
      runtime.launch(kernel, [...places, height, width * pixel, outHeight, outWidth, pixel], {
        count: batch * height,
        work: batch * outHeight * outWidth * (perPixel + 2 * perByte * pixel),
        flops: sizeOf(dy!.shape),
      });
    });
    return dx;
  },
};

export const resizeNearest: readonly Replacement[] = [forward, gradient];
