// internal: what goes by the best place of each window: pooling of integers or with places, dilations, their gradients
import { attributesAs } from '@kindling/core';
import {
  backend_util,
  Dilation2D,
  type Dilation2DAttrs,
  Dilation2DBackpropFilter,
  Dilation2DBackpropInput,
  MaxPool,
  MaxPoolWithArgmax,
  type MaxPoolWithArgmaxAttrs,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { type Conv2DInfo, requireWindow } from '../adapter/geometry.ts';
import { isNumeric, numbersOf, written } from '../adapter/numbers.ts';
import { isFloat, type Replacement } from '../adapter/replacement.ts';

type Shape3 = [number, number, number];
type Shape4 = [number, number, number, number];

/** Where in x and in the filter a window has its first greatest value. */
type Take = (output: number, value: number, input: number, tap: number) => void;

const eachBest = (g: Conv2DInfo, valueAt: (input: number, tap: number) => number, take: Take): void => {
  const { inHeight, inWidth, inChannels: channels, padInfo } = g;
  let output = 0;
  for (let batch = 0; batch < g.batchSize; batch++) {
    for (let row = 0; row < g.outHeight; row++) {
      for (let column = 0; column < g.outWidth; column++) {
        for (let channel = 0; channel < channels; channel++) {
          let [best, bestInput, bestTap] = [-Infinity, -1, -1];
          for (let tap = 0; tap < g.filterHeight * g.filterWidth; tap++) {
            const h = row * g.strideHeight - padInfo.top + Math.floor(tap / g.filterWidth) * g.dilationHeight;
            const w = column * g.strideWidth - padInfo.left + (tap % g.filterWidth) * g.dilationWidth;
            if (h < 0 || h >= inHeight || w < 0 || w >= inWidth) continue;
            const input = ((batch * inHeight + h) * inWidth + w) * channels + channel;
            const value = valueAt(input, tap * channels + channel);
            if (value > best || bestInput < 0 || Number.isNaN(best))
              [best, bestInput, bestTap] = [value, input, tap * channels + channel];
          }
          take(output++, best, bestInput, bestTap);
        }
      }
    }
  }
};

const poolOf = (
  name: string,
  x: TensorInfo,
  { filterSize, strides, pad }: MaxPoolWithArgmaxAttrs,
  rounding?: 'floor' | 'round' | 'ceil',
) => {
  if (x.shape.length !== 4) throw new RangeError(`${name}: x must have four axes, got [${x.shape}]`);
  const g = backend_util.computePool2DInfo(x.shape as Shape4, filterSize, strides, 1, pad, rounding);
  requireWindow(name, g);
  return g;
};

/** tfjs's begins at the least number above 0. */
const maxPoolWithArgmax: Replacement = {
  name: MaxPoolWithArgmax,
  compute: ({ x }, params, device) => {
    if (!isNumeric(x!)) return undefined;
    const attributes = attributesAs<MaxPoolWithArgmaxAttrs>(params);
    const g = poolOf(MaxPoolWithArgmax, x!, attributes);
    const picture = attributes.includeBatchInIndex ? Infinity : g.inHeight * g.inWidth * g.inChannels;
    const [pooled, places] = [device.output(g.outShape, x!.dtype), device.output(g.outShape, 'int32')];
    const [from, to, at] = [x!, pooled, places].map((each) => numbersOf(device, each));
    eachBest(
      g,
      (input) => from![input]!,
      (output, value, input) => {
        to![output] = value;
        at![output] = input % picture;
      },
    );
    return [pooled, places];
  },
};

const integerMaxPool: Replacement = {
  name: MaxPool,
  compute: ({ x }, params, device) => {
    if (isFloat(x) || !isNumeric(x!)) return undefined;
    const g = poolOf(
      MaxPool,
      x!,
      attributesAs<MaxPoolWithArgmaxAttrs>(params),
      params.dimRoundingMode as 'floor' | undefined,
    );
    return written(device, g.outShape, x!.dtype, (y) => {
      const from = numbersOf(device, x!);
      eachBest(
        g,
        (input) => from[input]!,
        (output, value) => {
          y[output] = value;
        },
      );
    });
  },
};

const dilationOf = (x: TensorInfo, filter: TensorInfo, { strides, pad, dilations }: Dilation2DAttrs): Conv2DInfo => {
  const shapes = [x.shape as Shape4, filter.shape as Shape3] as const;
  const g = backend_util.computeDilation2DInfo(...shapes, strides, pad, 'NHWC', dilations);
  requireWindow(Dilation2D, g);
  return g;
};

/** As `maxPool`, of x + filter; tfjs's begins at the least number above 0. `shapeOf` is that of the sums of dy. */
const dilation = (name: string, sumsInto?: (input: number, tap: number) => number): Replacement => ({
  name,
  compute: ({ x, filter, dy }, params, device) => {
    if (!isNumeric(x!, filter!)) return undefined;
    const g = dilationOf(x!, filter!, attributesAs<Dilation2DAttrs>(params));
    const shape = name === Dilation2D ? g.outShape : name === Dilation2DBackpropInput ? x!.shape : filter!.shape;
    return written(device, shape, x!.dtype, (y) => {
      const [from, weights, slope] = [x!, filter!, dy ?? x!].map((each) => numbersOf(device, each));
      y.fill(0);
      eachBest(
        g,
        (input, tap) => from![input]! + weights![tap]!,
        (output, value, input, tap) => {
          if (sumsInto === undefined) y[output] = value;
          else if (input >= 0) y[sumsInto(input, tap)]! += slope![output]!;
        },
      );
    });
  },
});

export const best: readonly Replacement[] = [
  maxPoolWithArgmax,
  integerMaxPool,
  dilation(Dilation2D),
  dilation(Dilation2DBackpropInput, (input) => input),
  dilation(Dilation2DBackpropFilter, (_input, tap) => tap),
];
