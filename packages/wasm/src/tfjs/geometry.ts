// internal: what tfjs's attributes of a convolution say
import { backend_util, type TensorInfo } from '@tensorflow/tfjs-core';
import type { Window } from '../kernels/window.ts';
import type { Attributes } from './replacement.ts';
import { requireWindow } from './windows.ts';

export type Info = backend_util.Conv2DInfo;
type Shape4 = [number, number, number, number];

/** The geometry of a convolution; undefined for what is not channels-last. */
export const infoOf = (
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
export const isOutput = ({ shape }: TensorInfo, { batchSize, outHeight, outWidth, outChannels }: Info): boolean =>
  String(shape) === String([batchSize, outHeight, outWidth, outChannels]);

export const windowOf = (info: Info): Window => ({
  image: { height: info.inHeight, width: info.inWidth, channels: info.inChannels },
  taps: { height: info.filterHeight, width: info.filterWidth },
  stride: { height: info.strideHeight, width: info.strideWidth },
  dilation: { height: info.dilationHeight, width: info.dilationWidth },
  pad: { top: info.padInfo.top, left: info.padInfo.left },
  stops: { height: info.outHeight, width: info.outWidth },
});
