// internal: what tfjs says of convolutions and windows, as our kernels take it
import { type Attributes, attributesAs } from '@kindling/core';
import { backend_util, type TensorInfo } from '@tensorflow/tfjs-core';
import type { Window } from '../../kernels/convolution/window.ts';

export type Conv2DInfo = backend_util.Conv2DInfo;
type Shape4 = [number, number, number, number];

/** What all convolutions of tfjs are told. */
interface ConvolutionAttributes {
  strides: number | [number, number];
  pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  dilations?: number | [number, number];
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
  dataFormat?: 'NHWC' | 'NCHW';
}

/** The geometry of a convolution; undefined for what is not channels-last. */
export const infoOf = (
  owner: string,
  inputShape: readonly number[],
  filterShape: readonly number[],
  params: Attributes,
): Conv2DInfo | undefined => {
  const { strides, pad, dilations, dimRoundingMode, dataFormat } = attributesAs<ConvolutionAttributes>(params);
  if (dataFormat === 'NCHW') return undefined;
  const shapes = [inputShape, filterShape] as [Shape4, Shape4];
  const info = backend_util.computeConv2DInfo(...shapes, strides, dilations ?? 1, pad, dimRoundingMode);
  requireWindow(owner, info);
  return info;
};

/** tfjs takes a dy of another size too, and reads a part of it. */
export const isOutput = ({ shape }: TensorInfo, { batchSize, outHeight, outWidth, outChannels }: Conv2DInfo): boolean =>
  String(shape) === String([batchSize, outHeight, outWidth, outChannels]);

export const windowOf = (info: Conv2DInfo): Window => ({
  image: { height: info.inHeight, width: info.inWidth, channels: info.inChannels },
  taps: { height: info.filterHeight, width: info.filterWidth },
  stride: { height: info.strideHeight, width: info.strideWidth },
  dilation: { height: info.dilationHeight, width: info.dilationWidth },
  pad: { top: info.padInfo.top, left: info.padInfo.left },
  stops: { height: info.outHeight, width: info.outWidth },
});

/** @throws RangeError where the padded input is smaller than a window */
export const requireWindow = (owner: string, info: Conv2DInfo): void => {
  if (info.outHeight >= 0 && info.outWidth >= 0) return;
  const { effectiveFilterHeight: height, effectiveFilterWidth: width, padInfo } = info;
  const isHeld =
    info.inHeight + padInfo.top + padInfo.bottom >= height && info.inWidth + padInfo.left + padInfo.right >= width;
  const window = isHeld
    ? `${height} x ${height}, which tfjs makes of one of ${height} x ${width}`
    : `${height} x ${width}`;
  const why = isHeld ? ' where the padding is a number' : '';
  throw new RangeError(
    `${owner}: the padded input must hold a window of ${window}${why}, got ${info.inHeight} x ${info.inWidth}`,
  );
};

/** The arguments of `windowParameters`. */
export const windowArguments = (owner: string, info: Conv2DInfo): number[] => {
  requireWindow(owner, info);
  return [
    info.inHeight,
    info.inWidth,
    info.inChannels,
    info.outHeight,
    info.outWidth,
    info.filterHeight,
    info.filterWidth,
    info.strideHeight,
    info.strideWidth,
    info.dilationHeight,
    info.dilationWidth,
    info.padInfo.top,
    info.padInfo.left,
  ];
};

/** How many taps there are in all, padding included. */
export const countTaps = (info: Conv2DInfo): number =>
  info.batchSize * info.outHeight * info.outWidth * info.filterHeight * info.filterWidth * info.inChannels;
