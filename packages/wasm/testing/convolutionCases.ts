import { sizeOf } from '@kindling/core';
import { backend_util } from '@tensorflow/tfjs-core';

import { type Sums, zeroSums } from './errors.ts';
import { chooser, numbersOf } from './stream.ts';

type Pad = Parameters<typeof backend_util.computeConv2DInfo>[4];
type Two = [number, number];
type Shape = [number, number, number, number];

export interface ConvolutionCase {
  readonly info: backend_util.Conv2DInfo;
  readonly attributes: {
    readonly strides: Two;
    readonly dilations: Two;
    readonly pad: Pad;
    readonly dataFormat: 'NHWC';
  };
  readonly filterShape: Shape;
  readonly x: Float32Array;
  readonly w: Float32Array;
  readonly dy: Float32Array;
}

const one: Two = [1, 1];
const pairs = (...each: Two[]): Two[] => each;

const sides = [0, 1, 2, 3, 5, 7, 8, 11, 13, 16, 19];
const channelCounts = [0, 1, 2, 3, 3, 4, 5, 7, 8, 16, 17, 31];
const filterCounts = [0, 1, 2, 3, 5, 8, 9, 16, 17, 32, 33];
const tapCounts = [1, 2, 3, 3, 4, 5];
/** Strides or dilations: tfjs does not allow both. */
const steps: readonly { readonly strides: Two; readonly dilations: Two }[] = [
  ...[one, one, one].map((strides) => ({ strides, dilations: one })),
  ...pairs([2, 2], [3, 3], [1, 2], [3, 1], [2, 3]).map((strides) => ({ strides, dilations: one })),
  ...pairs([2, 2], [1, 2], [3, 1]).map((dilations) => ({ strides: one, dilations })),
];
const pads: readonly Pad[] = [
  ...(['valid', 'same', 1, 2] as const),
  [
    [0, 0],
    [1, 2],
    [0, 3],
    [0, 0],
  ],
  [
    [0, 0],
    [2, 0],
    [1, 1],
    [0, 0],
  ],
];

export const drawConvolution = (seed: number): ConvolutionCase => {
  const choose = chooser(16 * seed);
  const images = choose([0, 1, 1, 2, 2, 3]);
  const [height, width] = [choose(sides), choose(sides)];
  const [channels, filters] = [choose(channelCounts), choose(filterCounts)];
  const inputShape: Shape = [images, height, width, channels];
  const filterShape: Shape = [choose(tapCounts), choose(tapCounts), channels, filters];
  const { strides, dilations } = choose(steps);
  const drawn = choose(pads);
  const infoOf = (pad: Pad) => backend_util.computeConv2DInfo(inputShape, filterShape, strides, dilations, pad);
  const { outHeight, outWidth } = infoOf(drawn);
  // Where not even one window fits, padding makes it fit.
  const pad = Math.min(outHeight, outWidth) < 0 ? 'same' : drawn;
  const info = infoOf(pad);
  return {
    ...{ info, filterShape, attributes: { strides, dilations, pad, dataFormat: 'NHWC' } },
    x: numbersOf(16 * seed + 1, sizeOf(inputShape)),
    w: numbersOf(16 * seed + 2, sizeOf(filterShape)),
    dy: numbersOf(16 * seed + 3, sizeOf(info.outShape)),
  };
};

/** y, the gradient by x, and that by w. */
export interface ConvolutionSums {
  readonly forward: Sums;
  readonly byInput: Sums;
  readonly byFilter: Sums;
}

export const convolutionSums = ({ info, x, w, dy }: ConvolutionCase): ConvolutionSums => {
  const [forward, byInput, byFilter] = [dy, x, w].map(({ length }) => zeroSums(length)) as [Sums, Sums, Sums];
  const { inChannels, outChannels } = info;
  const add = ({ values, bounds }: Sums, at: number, term: number): void => {
    values[at]! += term;
    bounds[at]! += Math.abs(term);
  };
  eachTap(info, (input, tap, output) => {
    for (let q = 0; q < inChannels; q++) {
      const xAt = input * inChannels + q;
      for (let o = 0; o < outChannels; o++) {
        const [wAt, yAt] = [(tap * inChannels + q) * outChannels + o, output * outChannels + o];
        add(forward, yAt, x[xAt]! * w[wAt]!);
        add(byInput, xAt, dy[yAt]! * w[wAt]!);
        add(byFilter, wAt, x[xAt]! * dy[yAt]!);
      }
    }
  });
  return { forward, byInput, byFilter };
};

/** The pixels of the input under each window, by their number in the input, the window and the output. */
const eachTap = (info: backend_util.Conv2DInfo, visit: (input: number, tap: number, output: number) => void): void => {
  const { batchSize, inHeight, inWidth, outHeight, outWidth, filterHeight, filterWidth, padInfo } = info;
  for (let output = 0; output < batchSize * outHeight * outWidth; output++) {
    const [n, place] = [Math.floor(output / (outHeight * outWidth)), output % (outHeight * outWidth)];
    for (let tap = 0; tap < filterHeight * filterWidth; tap++) {
      const row =
        Math.floor(place / outWidth) * info.strideHeight + Math.floor(tap / filterWidth) * info.dilationHeight;
      const column = (place % outWidth) * info.strideWidth + (tap % filterWidth) * info.dilationWidth;
      const [r, c] = [row - padInfo.top, column - padInfo.left];
      if (r >= 0 && r < inHeight && c >= 0 && c < inWidth) visit((n * inHeight + r) * inWidth + c, tap, output);
    }
  }
};
