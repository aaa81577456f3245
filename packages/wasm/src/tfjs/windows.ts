// internal: what tfjs says about windows, as our kernels take it
import type { backend_util } from '@tensorflow/tfjs-core';

export type WindowInfo = backend_util.Conv2DInfo;

/** @throws RangeError where the padded input is smaller than a window */
export const requireWindow = (owner: string, info: WindowInfo): void => {
  if (info.outHeight >= 0 && info.outWidth >= 0) return;
  const window = `${info.effectiveFilterHeight} x ${info.effectiveFilterWidth}`;
  throw new RangeError(
    `${owner}: the padded input must hold a window of ${window}, got ${info.inHeight} x ${info.inWidth}`,
  );
};

/** The arguments of `windowParameters`. */
export const windowArguments = (owner: string, info: WindowInfo): number[] => {
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
export const countTaps = (info: WindowInfo): number =>
  info.batchSize * info.outHeight * info.outWidth * info.filterHeight * info.filterWidth * info.inChannels;
