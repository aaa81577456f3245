import * as tfjs from '@tensorflow/tfjs-core';
import type { Draw } from '../../draw.ts';
import { type Drawn, distinct, drawTensor, finite, some } from '../drawn.ts';
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
  const taps = drawList(axes, () => 1 + draw.int(axes < 3 && draw.chance(0.2) ? 5 : 3));
  const isDilated = dilates && draw.chance(0.25);
  const strides = isDilated ? taps.map(() => 1) : drawList(axes, () => 1 + draw.int(4));
  const dilations = taps.map(() => (isDilated ? 1 + draw.int(3) : 1));
  const lengths = taps.map((length, axis) => (length - 1) * dilations[axis]! + 1 + draw.int(axes < 3 ? 4 : 2));
  const side = (tap: number): number => draw.int(draw.chance(0.2) ? tap + 2 : Math.min(2, tap));
  const sides = [[0, 0], ...taps.map((tap) => [side(tap), side(tap)]), [0, 0]];
  const pad = draw.pick(['same', 'valid', ...(explicit ? [draw.int(4), 0, sides] : [])]);
  return { taps, strides, dilations, pad, lengths, batch: draw.chance(0.04) ? 0 : 1 + draw.int(2) };
};

const rounding = (draw: Draw, pad: unknown): readonly unknown[] =>
  typeof pad === 'string' || draw.chance(0.5) ? [] : [draw.pick(['floor', 'ceil', 'round'])];

const channels = (draw: Draw): number => (draw.chance(0.02) ? 0 : 1 + draw.int(draw.chance(0.3) ? 12 : 4));

const x = (draw: Draw, { batch, lengths }: Windows, depth: number, dtype: 'float32' | 'int32' = 'float32', of = some) =>
  drawTensor(draw, [...(draw.chance(0.2) && batch > 0 ? [] : [batch]), ...lengths, depth], dtype, of);

/** Padding is zeros: it makes NaN of what is infinite in a filter, where cpu leaves padding out. */
const drawFilter = (draw: Draw, shape: readonly number[]): Drawn => drawTensor(draw, shape, 'float32', finite);

/** The arguments of a convolution whose filters take `from` channels, and have `to` for each place. */
const convolution = (draw: Draw, w: Windows, from: number, to: number): readonly unknown[] => [
  x(draw, w, from),
  drawFilter(draw, [...w.taps, from, to]),
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
    drawTensor(draw, [batch, ...inner, from], 'float32', finite),
    drawFilter(draw, [...taps, to, from]),
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
    finiteGradient: true, // of relu
    args: (draw) => {
      const w = drawWindows(draw, 2);
      const [from, to] = [channels(draw), channels(draw)];
      const bias = draw.chance(0.6) ? drawTensor(draw, [to]) : undefined;
      const [input, filter] = [x(draw, w, from), drawFilter(draw, [...w.taps, from, to])];
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
    finiteGradient: true,
    args: (draw) => {
      const w = drawWindows(draw, 2);
      const [from, times] = [channels(draw), 1 + draw.int(3)];
      const bias = draw.chance(0.6) ? drawTensor(draw, [from * times]) : undefined;
      const [input, filter] = [x(draw, w, from), drawFilter(draw, [...w.taps, from, times])];
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
        drawFilter(draw, [...w.taps, from, times]),
        drawFilter(draw, [1, 1, from * times, to]),
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
      return [
        x(draw, w, depth, 'float32', finite),
        drawFilter(draw, [...w.taps, depth]),
        w.strides,
        w.pad,
        w.dilations,
      ];
    },
  },
];

const pooling = (name: string, axes: number, more: Partial<Operation> = {}): Operation => ({
  name,
  args: (draw) => {
    const w = drawWindows(draw, axes, { dilates: false, explicit: axes === 2 });
    const lengths = w.lengths.map((length) => length + (axes < 3 ? 2 : 1));
    const dtype = draw.pick(['float32', 'float32', 'int32'] as const);
    // Padded to the same shape, windows of one pixel are the input itself to cpu, whatever their strides.
    const isCopy = typeof w.pad !== 'string' && w.taps.every((tap) => tap === 1);
    return [
      x(
        draw,
        { ...w, lengths },
        axes < 3 ? channels(draw) : draw.int(5),
        dtype,
        axes === 3 ? distinct : name === 'maxPool' ? finite : some,
      ),
      w.taps,
      isCopy ? w.taps : w.strides,
      w.pad,
      ...rounding(draw, w.pad),
    ];
  },
  ...more,
});

type Side = [number, number];
type Sides = [Side, Side, Side, Side];

/**
 * cpu's gradient is wrong where windows are not square. Of pictures it is right: first of those, then of their depth.
 */
const maxPoolOfVolumes = (
  x: tfjs.Tensor,
  [depth, ...taps]: [number, number, number],
  [step, ...steps]: [number, number, number],
  pad: 'same' | 'valid',
): tfjs.Tensor => {
  // tfjs's 'same' of volumes begins within the input where strides are longer than windows.
  const whole = (x.shape.length === 4 ? [1, ...x.shape] : x.shape) as [number, number, number, number, number];
  const info = tfjs.backend_util.computePool3DInfo(whole, [depth, ...taps], [step, ...steps], 1, pad).padInfo;
  const none: Side = [0, 0];
  const overPictures: Sides = [none, [info.top, info.bottom], [info.left, info.right], none];
  const overDepth: Sides = [none, [info.front, info.back], none, none];
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
    overPictures,
  );
  const [, outHeight, outWidth] = pictures.shape;
  const depths = tfjs.reshape(pictures, [batch, length, outHeight * outWidth, channels]) as tfjs.Tensor4D;
  const pooled = tfjs.maxPool(depths, [depth, 1], [step, 1], overDepth);
  return tfjs.reshape(pooled, [...(isSingle ? [] : [batch]), pooled.shape[1], outHeight, outWidth, channels]);
};

type Rounding = 'floor' | 'ceil' | 'round';
type Three = [number, number, number];

/** cpu's gradient divides by the padding too. A mean is a sum with weights of 1, over that of ones. */
const meanOfPictures = (
  x: tfjs.Tensor3D | tfjs.Tensor4D,
  taps: [number, number],
  strides: [number, number],
  pad: 'same' | 'valid' | number,
  rounding?: Rounding,
): tfjs.Tensor => {
  if (x.dtype !== 'float32') return tfjs.avgPool(x as tfjs.Tensor4D, taps, strides, pad, rounding);
  const filter = tfjs.ones<tfjs.Rank.R4>([...taps, x.shape.at(-1)!, 1]);
  const sum = (of: tfjs.Tensor) =>
    tfjs.depthwiseConv2d(of as tfjs.Tensor4D, filter, strides, pad, 'NHWC', [1, 1], rounding);
  return tfjs.div(sum(x), sum(tfjs.ones(x.shape)));
};

const pooledPictures = (
  x: tfjs.Tensor4D,
  taps: [number, number],
  kind: 'avg' | 'max',
  pad: 'same' | 'valid' | number,
  dilations: [number, number],
  strides: [number, number],
): tfjs.Tensor => {
  const pooled = tfjs.pool(x, taps, kind, pad, dilations, strides);
  // Dilated, it is padded before it is pooled.
  const isDilated = dilations.some((each) => each > 1);
  return kind === 'max' || isDilated ? pooled : meanOfPictures(x, taps, strides, pad);
};

/** The same of volumes, each channel by itself. */
const meanOfVolumes = (x: tfjs.Tensor, taps: Three, strides: Three, pad: 'same' | 'valid'): tfjs.Tensor => {
  if (x.dtype !== 'float32') return tfjs.avgPool3d(x as tfjs.Tensor5D, taps, strides, pad);
  const outer = x.shape.length === 4 ? [1, ...x.shape] : x.shape;
  const [batch, channels] = [outer[0]!, outer[4]!];
  const alone = tfjs.transpose(tfjs.reshape(x, outer), [0, 4, 1, 2, 3]);
  const filter = tfjs.ones<tfjs.Rank.R5>([...taps, 1, 1]);
  const sum = (of: tfjs.Tensor) => tfjs.conv3d(of as tfjs.Tensor5D, filter, strides, pad);
  const flat = [batch * channels, ...outer.slice(1, 4), 1];
  const mean = tfjs.div(sum(tfjs.reshape(alone, flat)), sum(tfjs.ones(flat)));
  const lengths = mean.shape.slice(1, 4);
  const back = tfjs.transpose(tfjs.reshape(mean, [batch, channels, ...lengths]), [0, 2, 3, 4, 1]);
  return tfjs.reshape(back, [...(x.shape.length === 4 ? [] : [batch]), ...lengths, channels]);
};

const others: readonly Operation[] = [
  pooling('avgPool', 2, { reference: meanOfPictures }),
  pooling('maxPool', 2),
  pooling('avgPool3d', 3, { reference: meanOfVolumes }),
  pooling('maxPool3d', 3, { reference: maxPoolOfVolumes }),
  {
    name: 'maxPoolWithArgmax',
    args: (draw) => {
      const w = drawWindows(draw, 2, { dilates: false, explicit: false });
      return [
        drawTensor(draw, [w.batch, ...w.lengths, channels(draw)], 'float32', finite), // of NaN cpu makes -Infinity
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
      const w = drawWindows(draw, 2);
      return [
        x(draw, w, channels(draw), 'float32', finite),
        w.taps,
        draw.pick(['avg', 'max']),
        typeof w.pad === 'number' ? 'valid' : w.pad, // numbers mean another thing there than in avgPool
        w.dilations,
        w.taps.every((tap) => tap === 1) ? w.taps : w.strides,
      ];
    },
    reference: pooledPictures,
  },
  {
    name: 'conv1d',
    args: (draw) => {
      const w = drawWindows(draw, 1);
      const [from, to] = [channels(draw), channels(draw)];
      return [
        x(draw, w, from),
        drawFilter(draw, [...w.taps, from, to]),
        w.strides[0],
        typeof w.pad === 'object' ? 'valid' : w.pad,
        'NWC',
        w.dilations[0],
      ];
    },
  },
  {
    name: 'conv3d',
    args: (draw) => {
      const w = drawWindows(draw, 3, { explicit: false });
      const [from, to] = [draw.int(4), draw.int(4)];
      return [x(draw, w, from), drawFilter(draw, [...w.taps, from, to]), w.strides, w.pad, 'NDHWC', w.dilations];
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
