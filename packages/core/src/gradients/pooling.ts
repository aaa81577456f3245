// internal: part of the gradients in needed.ts and further.ts

import {
  AvgPool,
  type AvgPoolAttrs,
  AvgPoolGrad,
  backend_util,
  type GradConfig,
  getBackend,
  MaxPool,
  MaxPoolGrad,
  mul,
  pad,
  slice,
  type Tensor,
  tensor,
} from '@tensorflow/tfjs-core';
import { capabilities } from '../kernels/capabilities.ts';
import { ofInput } from './gradient.ts';
import { compute, remedy } from './kernels.ts';

/** Windows along one axis, `outputs` of them, the first of which begins `before` the input. */
interface Windows {
  readonly length: number;
  readonly outputs: number;
  readonly size: number;
  readonly stride: number;
  readonly before: number;
}

/** Of each window, the size over the number of elements that lie in the input. */
const shares = ({ length, outputs, size, stride, before }: Windows): number[] =>
  Array.from({ length: outputs }, (_, i) => {
    const start = i * stride - before;
    return size / (Math.min(start + size, length) - Math.max(start, 0));
  });

/** How much must follow the input for the last window to lie within it. */
const after = ({ length, outputs, size, stride, before }: Windows): number =>
  Math.max(0, (outputs - 1) * stride + size - length - before);

const windowsOf = (shape: readonly number[], { filterSize, strides, pad: padding, dimRoundingMode }: AvgPoolAttrs) => {
  const info = backend_util.computePool2DInfo(
    shape as [number, number, number, number],
    filterSize,
    strides,
    1,
    padding,
    dimRoundingMode,
  );
  const { padInfo, inHeight, inWidth, outHeight, outWidth, filterHeight, filterWidth, strideHeight, strideWidth } =
    info;
  const rows = { length: inHeight, outputs: outHeight, size: filterHeight, stride: strideHeight, before: padInfo.top };
  const columns = { length: inWidth, outputs: outWidth, size: filterWidth, stride: strideWidth, before: padInfo.left };
  return { rows, columns };
};

/**
 * An average leaves the padding out, but tfjs's kernel of its gradient divides by the window's whole size. So it is
 * asked about the padded input, where no window is cut, with `dy` scaled from the whole size to the true count.
 */
const ofAverage = (dy: Tensor, x: Tensor, attributes: AvgPoolAttrs): Tensor => {
  const { rows, columns } = windowsOf(x.shape, attributes);
  const cut = [...shares(rows), ...shares(columns)].some((share) => share !== 1);
  if (!cut || capabilities().paddedAveragePoolGradient)
    return compute(AvgPool, AvgPoolGrad, { dy, input: x }, attributes);
  const { filterSize, strides } = attributes;
  const scaled = mul(
    mul(dy, tensor(shares(rows), [1, rows.outputs, 1, 1])),
    tensor(shares(columns), [1, 1, columns.outputs, 1]),
  );
  const padded = pad(x, [
    [0, 0],
    [rows.before, after(rows)],
    [columns.before, after(columns)],
    [0, 0],
  ]);
  const whole = compute(AvgPool, AvgPoolGrad, { dy: scaled, input: padded }, { filterSize, strides, pad: 'valid' });
  return slice(whole, [0, rows.before, columns.before, 0], x.shape);
};

/**
 * By the greatest of each window of x; y is what was pooled.
 *
 * @throws Error where the backend computes it wrongly, or not at all, with the remedy
 */
export const ofGreatest = (dy: Tensor, x: Tensor, y: Tensor, attributes: object): Tensor => {
  if (!capabilities().maxPoolGradient) {
    // On tfjs's wasm a window without a positive value would send its gradient to its first element.
    throw new Error(`gradient of ${MaxPool}: tfjs's ${getBackend()} backend computes it wrongly; ${remedy}`);
  }
  return compute(MaxPool, MaxPoolGrad, { dy, input: x, output: y }, attributes);
};

/** Pooling of pictures, [batch, height, width, channels]. */
export const pooling: readonly GradConfig[] = [
  ofInput<AvgPoolAttrs>(AvgPool, ofAverage),
  // All goes to the first of a window's greatest.
  {
    kernelName: MaxPool,
    inputsToSave: ['x'],
    outputsToSave: [true],
    gradFunc: (dy, [x, y], attributes) => ({
      x: () => ofGreatest(dy as Tensor, x!, y!, attributes),
    }),
  },
];
