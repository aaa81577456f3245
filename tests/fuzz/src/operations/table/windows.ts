import * as tfjs from '@tensorflow/tfjs-core';
import type { Draw } from '../../draw.ts';
import { distinct, drawTensor, some } from '../drawn.ts';
import type { Operation } from '../operation.ts';
import { drawList } from '../shapes.ts';
import { drawApplied } from './products.ts';

/** How windows go over an input. */
interface Windows {
  readonly taps: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly pad: unknown;
  /** Of the input; large enough for one window. */
  readonly lengths: readonly number[];
  readonly batch: number;
}

const drawWindows = (draw: Draw, axes: number, { dilates = true, explicit = true } = {}): Windows => {
  const taps = drawList(axes, () => 1 + draw.int(3));
  const isDilated = dilates && draw.chance(0.25);
  const strides = isDilated ? taps.map(() => 1) : drawList(axes, () => 1 + draw.int(3));
  const dilations = taps.map(() => (isDilated ? 1 + draw.int(2) : 1));
  const lengths = taps.map((length, axis) => (length - 1) * dilations[axis]! + 1 + draw.int(4));
  const sides = [[0, 0], ...taps.map((tap) => [draw.int(Math.min(2, tap)), draw.int(Math.min(2, tap))]), [0, 0]];
  const pad = draw.pick(['same', 'valid', ...(explicit ? [1, 0, sides] : [])]);
  // Of a window of one pixel the padding would be a window of its own.
  const isSingle = pad === 1 && taps.includes(1);
  return {
    taps,
    strides,
    dilations,
    pad: isSingle ? 'valid' : pad,
    lengths,
    batch: draw.chance(0.04) ? 0 : 1 + draw.int(2),
  };
};

const rounding = (draw: Draw, pad: unknown): readonly unknown[] =>
  typeof pad === 'string' || draw.chance(0.5) ? [] : [draw.pick(['floor', 'ceil', 'round'])];

const channels = (draw: Draw): number => 1 + draw.int(draw.chance(0.3) ? 12 : 4);

const x = (draw: Draw, { batch, lengths }: Windows, depth: number, dtype: 'float32' | 'int32' = 'float32', of = some) =>
  drawTensor(draw, [...(draw.chance(0.2) && batch > 0 ? [] : [batch]), ...lengths, depth], dtype, of);

/** The arguments of a convolution whose filters take `from` channels, and have `to` for each place. */
const convolution = (draw: Draw, w: Windows, from: number, to: number): readonly unknown[] => [
  x(draw, w, from),
  drawTensor(draw, [...w.taps, from, to]),
  w.strides,
  w.pad,
  'NHWC',
  w.dilations,
  ...rounding(draw, w.pad),
];

/** The arguments of a transposed convolution, from `inner` to what a convolution would have made that of. */
const transposed = (
  draw: Draw,
  { taps, batch }: Pick<Windows, 'taps' | 'batch'>,
  of: { readonly inner: readonly number[]; from: number; to: number; stride: number; pad: string },
): readonly unknown[] => {
  const { inner, from, to, stride, pad } = of;
  const outer = inner.map((length, axis) => (pad === 'same' ? length * stride : (length - 1) * stride + taps[axis]!));
  return [
    drawTensor(draw, [batch, ...inner, from]),
    drawTensor(draw, [...taps, to, from]),
    [batch, ...outer, to],
    stride,
    pad,
  ];
};

/** By two axes: a picture. */
const pictures: readonly Operation[] = [
  {
    name: 'conv2d',
    args: (draw) => {
      const w = drawWindows(draw, 2);
      const [from, to] = [channels(draw), channels(draw)];
      return convolution(draw, w, from, to);
    },
  },
  {
    name: 'fused.conv2d',
    args: (draw) => {
      const w = drawWindows(draw, 2);
      const [from, to] = [channels(draw), channels(draw)];
      const bias = draw.chance(0.6) ? drawTensor(draw, [to]) : undefined;
      const [input, filter] = [x(draw, w, from), drawTensor(draw, [...w.taps, from, to])];
      return [
        { x: input, filter, strides: w.strides, pad: w.pad, dilations: w.dilations, bias, ...drawApplied(draw, to) },
      ];
    },
  },
  {
    name: 'depthwiseConv2d',
    args: (draw) => {
      const w = drawWindows(draw, 2);
      const [from, times] = [channels(draw), 1 + draw.int(3)];
      return convolution(draw, w, from, times);
    },
  },
  {
    name: 'fused.depthwiseConv2d',
    args: (draw) => {
      const w = drawWindows(draw, 2);
      const [from, times] = [channels(draw), 1 + draw.int(3)];
      const bias = draw.chance(0.6) ? drawTensor(draw, [from * times]) : undefined;
      const [input, filter] = [x(draw, w, from), drawTensor(draw, [...w.taps, from, times])];
      return [
        {
          x: input,
          filter,
          strides: w.strides,
          pad: w.pad,
          dilations: w.dilations,
          bias,
          ...drawApplied(draw, from * times),
        },
      ];
    },
  },
  {
    name: 'separableConv2d',
    args: (draw) => {
      const w = drawWindows(draw, 2, { explicit: false });
      const [from, times, to] = [channels(draw), 1 + draw.int(3), channels(draw)];
      return [
        x(draw, w, from),
        drawTensor(draw, [...w.taps, from, times]),
        drawTensor(draw, [1, 1, from * times, to]),
        w.strides,
        w.pad,
        w.dilations,
      ];
    },
  },
  {
    name: 'conv2dTranspose',
    args: (draw) => {
      const { taps, batch } = drawWindows(draw, 2);
      const [from, to, stride] = [channels(draw), channels(draw), 1 + draw.int(2)];
      const [inner, pad] = [drawList(2, () => 1 + draw.int(4)), draw.pick(['same', 'valid'])];
      return transposed(draw, { taps, batch }, { inner, from, to, stride, pad });
    },
  },
  {
    name: 'dilation2d',
    args: (draw) => {
      const w = drawWindows(draw, 2, { explicit: false });
      const depth = channels(draw);
      return [x(draw, w, depth, 'float32'), drawTensor(draw, [...w.taps, depth]), w.strides, w.pad, w.dilations];
    },
  },
];

const pooling = (name: string, axes: number, more: Partial<Operation> = {}): Operation => ({
  name,
  args: (draw) => {
    const w = drawWindows(draw, axes, { dilates: false, explicit: axes === 2 });
    // tfjs works out the width of a padded input with the window's height.
    const taps = typeof w.pad === 'number' ? w.taps.map(() => w.taps[0]!) : w.taps;
    const lengths = w.lengths.map((length) => length + 2);
    const rest = name === 'avgPool' ? [] : rounding(draw, w.pad); // rounded up, a window may lie in the padding alone
    const dtype = draw.pick(['float32', 'float32', 'int32'] as const);
    // 'same' of tfjs's volumes begins within the input where strides are longer than windows.
    const steps = typeof w.pad === 'number' ? w.strides.map(() => w.strides[0]!) : w.strides; // and with its stride
    const strides = axes === 3 ? steps.map((step, axis) => Math.min(step, taps[axis]!)) : steps;
    return [
      x(draw, { ...w, lengths }, channels(draw), dtype, axes === 3 ? distinct : some),
      taps,
      strides,
      w.pad,
      ...rest,
    ];
  },
  ...more,
});

/**
 * cpu's gradient is wrong where windows are not square. Of pictures it is right: first of those, then of their depth.
 */
const maxPoolOfVolumes = (
  x: tfjs.Tensor,
  [depth, ...taps]: [number, number, number],
  [step, ...steps]: [number, number, number],
  pad: 'same' | 'valid',
): tfjs.Tensor => {
  const isSingle = x.shape.length === 4;
  const [batch, length, height, width, channels] = (isSingle ? [1, ...x.shape] : x.shape) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const pictures = tfjs.maxPool(
    tfjs.reshape(x, [batch * length, height, width, channels]) as tfjs.Tensor4D,
    taps,
    steps,
    pad,
  );
  const [, outHeight, outWidth] = pictures.shape;
  const depths = tfjs.reshape(pictures, [batch, length, outHeight * outWidth, channels]) as tfjs.Tensor4D;
  const pooled = tfjs.maxPool(depths, [depth, 1], [step, 1], pad);
  return tfjs.reshape(pooled, [...(isSingle ? [] : [batch]), pooled.shape[1], outHeight, outWidth, channels]);
};

const others: readonly Operation[] = [
  pooling('avgPool', 2, { linear: true }),
  pooling('maxPool', 2),
  pooling('avgPool3d', 3, { linear: true }),
  pooling('maxPool3d', 3, { reference: maxPoolOfVolumes }),
  {
    name: 'maxPoolWithArgmax',
    args: (draw) => {
      const w = drawWindows(draw, 2, { dilates: false, explicit: false });
      return [
        drawTensor(draw, [w.batch, ...w.lengths, channels(draw)]),
        w.taps,
        w.strides,
        w.pad,
        ...(draw.chance(0.5) ? [true] : []),
      ];
    },
    gradient: false,
  },
  {
    name: 'pool',
    args: (draw) => {
      const w = drawWindows(draw, 2, { explicit: false });
      return [x(draw, w, channels(draw)), w.taps, draw.pick(['avg', 'max']), w.pad, w.dilations, w.strides];
    },
  },
  {
    name: 'conv1d',
    args: (draw) => {
      const w = drawWindows(draw, 1, { explicit: false });
      const [from, to] = [channels(draw), channels(draw)];
      return [x(draw, w, from), drawTensor(draw, [...w.taps, from, to]), w.strides[0], w.pad, 'NWC', w.dilations[0]];
    },
  },
  {
    name: 'conv3d',
    args: (draw) => {
      const w = drawWindows(draw, 3, { dilates: false, explicit: false });
      const [from, to] = [1 + draw.int(3), 1 + draw.int(3)];
      return [x(draw, w, from), drawTensor(draw, [...w.taps, from, to]), w.strides, w.pad];
    },
  },
  {
    name: 'conv3dTranspose',
    gradient: false,
    args: (draw) => {
      const { taps, batch } = drawWindows(draw, 3);
      const [from, to, stride] = [1 + draw.int(3), 1 + draw.int(3), 1 + draw.int(2)];
      const [inner, pad] = [drawList(3, () => 1 + draw.int(3)), draw.pick(['same', 'valid'])];
      return transposed(draw, { taps, batch }, { inner, from, to, stride, pad });
    },
  },
];

export const windows: readonly Operation[] = [...pictures, ...others];
