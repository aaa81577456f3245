// internal: pooling of volumes, as that of their pictures and then of their depth
import { attributesAs, sizeOf } from '@kindling/core';
import {
  AvgPool,
  AvgPool3DGrad,
  AvgPoolGrad,
  backend_util,
  MaxPool,
  MaxPool3D,
  type MaxPool3DAttrs,
  MaxPool3DGrad,
  MaxPoolGrad,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { inSteps } from '../adapter/inSteps.ts';
import { isNumeric } from '../adapter/numbers.ts';
import type { Replacement } from '../adapter/replacement.ts';

type Shape5 = [number, number, number, number, number];

/** Two poolings of four axes, and the shapes between them. */
const plan = (shape: number[], { filterSize, strides, pad, dimRoundingMode }: MaxPool3DAttrs) => {
  const g = backend_util.computePool3DInfo(shape as Shape5, filterSize, strides, 1, pad, dimRoundingMode);
  const { front, back, top, bottom, left, right } = g.padInfo;
  const windows = (size: number[], steps: number[], before: number[], after: number[]) => ({
    ...{ filterSize: size, strides: steps, dimRoundingMode: 'floor' },
    pad: [
      [0, 0],
      [before[0], after[0]],
      [before[1], after[1]],
      [0, 0],
    ],
  });
  const outArea = g.outHeight * g.outWidth;
  return {
    pictures: [g.batchSize * g.inDepth, g.inHeight, g.inWidth, g.inChannels],
    pooled: [g.batchSize * g.inDepth, g.outHeight, g.outWidth, g.inChannels],
    depths: [g.batchSize, g.inDepth, outArea, g.inChannels],
    outDepths: [g.batchSize, g.outDepth, outArea, g.inChannels],
    out: g.outShape,
    overPictures: windows(
      [g.filterHeight, g.filterWidth],
      [g.strideHeight, g.strideWidth],
      [top, left],
      [bottom, right],
    ),
    overDepth: windows([g.filterDepth, 1], [g.strideDepth, 1], [front, 0], [back, 0]),
  };
};

const maxPool3d: Replacement = {
  name: MaxPool3D,
  compute: ({ x }, params, device) => {
    if (!isNumeric(x!)) return undefined;
    const p = plan(x!.shape, attributesAs<MaxPool3DAttrs>(params));
    return inSteps(device, ({ call, reshape }) => {
      const pooled = call(MaxPool, { x: reshape(x!, p.pictures) }, p.overPictures);
      return reshape(call(MaxPool, { x: reshape(pooled, p.depths) }, p.overDepth), p.out);
    });
  },
};

/** The first of equal maxima in the order of depth, height and width is the first of the first depth that has one. */
const gradient = (name: string, flat: string, flatGradient: string): Replacement => ({
  name,
  compute: ({ dy, input }, params, device) => {
    if (!isNumeric(dy!, input!) || sizeOf(dy!.shape) === 0) return undefined;
    const p = plan(input!.shape, attributesAs<MaxPool3DAttrs>(params));
    return inSteps(device, ({ call, reshape }) => {
      const x = reshape(input!, p.pictures);
      const pooled: TensorInfo = call(flat, { x }, p.overPictures);
      const [outer, inner] = [reshape(dy!, p.outDepths), reshape(pooled, p.depths)];
      const deep = call(flatGradient, { dy: outer, input: inner, output: outer }, p.overDepth);
      const steep = reshape(deep, p.pooled);
      return reshape(call(flatGradient, { dy: steep, input: x, output: steep }, p.overPictures), input!.shape);
    });
  },
});

export const volumes: readonly Replacement[] = [
  maxPool3d,
  gradient(MaxPool3DGrad, MaxPool, MaxPoolGrad),
  gradient(AvgPool3DGrad, AvgPool, AvgPoolGrad),
];
