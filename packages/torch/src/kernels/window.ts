// internal: the geometry of what slides a window over space
import type { backend_util } from '@tensorflow/tfjs-core';
import type { Handle } from '../operators/kinds.ts';
import { stridesOf } from '../tensors/tensors.ts';
import { part, transposed } from '../tensors/views.ts';
import type { Torch } from '../torch.ts';
import { padded } from './moving.ts';

/** What tfjs works out of a convolution or pooling, in two dimensions or three. */
export type Info = backend_util.Conv2DInfo | backend_util.Conv3DInfo;

/** A list with a number for each axis of space. */
export type Spatial = readonly number[];

export interface Window {
  readonly channelsLast: boolean;
  readonly batch: number;
  readonly inChannels: number;
  readonly outChannels: number;
  readonly size: Spatial;
  readonly strides: Spatial;
  readonly dilations: Spatial;
  readonly input: Spatial;
  readonly output: Spatial;
  /** Places before and after the input; fewer than none cut some of it off. */
  readonly before: Spatial;
  readonly after: Spatial;
  /** What ATen pads itself, on both sides alike; none where `extended` has to. */
  readonly padding: Spatial;
  /** The input, with what `extended` adds. */
  readonly extent: Spatial;
}

/** A window that ATen is to pad itself, if both sides are alike and it can take so much. */
export const windowOf = (
  info: Info,
  mostPadding: (size: number) => number = () => Number.POSITIVE_INFINITY,
): Window => {
  const is3d = 'inDepth' in info;
  const { padInfo: pad } = info;
  const of = (name: 'filter' | 'stride' | 'dilation' | 'in' | 'out'): number[] => {
    const values = info as unknown as Record<string, number>;
    return [...(is3d ? [values[`${name}Depth`]!] : []), values[`${name}Height`]!, values[`${name}Width`]!];
  };
  const [size, strides, dilations, input, output] = (['filter', 'stride', 'dilation', 'in', 'out'] as const).map(
    of,
  ) as [...[number[], number[], number[], number[], number[]]];
  const before = [...('front' in pad ? [pad.front] : []), pad.top, pad.left];
  const told = [...('back' in pad ? [pad.back] : []), pad.bottom, pad.right];
  // Where sizes were rounded up, the last window reaches further than the padding that tfjs tells.
  const after = told.map((count, axis) => {
    const reach = (output[axis]! - 1) * strides[axis]! + (size[axis]! - 1) * dilations[axis]! + 1;
    return Math.max(count, reach - input[axis]! - before[axis]!);
  });
  const isAlike = before.every(
    (count, axis) => count === after[axis] && count >= 0 && count <= mostPadding(size[axis]!),
  );
  return {
    channelsLast: info.dataFormat === 'channelsLast',
    batch: info.batchSize,
    inChannels: info.inChannels,
    outChannels: info.outChannels,
    ...{ size, strides, dilations, input, output, before, after },
    padding: isAlike ? before : before.map(() => 0),
    extent: isAlike ? input : input.map((length, axis) => length + before[axis]! + after[axis]!),
  };
};

/** Whether `extended` adds to the input, or cuts off. */
const isExtended = ({ input, extent, padding, before }: Window): boolean =>
  before.some((count, axis) => count !== padding[axis]) || input.some((length, axis) => length !== extent[axis]);

const shapeOf = ({ channelsLast, batch }: Window, space: Spatial, channels: number): number[] =>
  channelsLast ? [batch, ...space, channels] : [batch, channels, ...space];

/** With the channels before space, as ATen has them: a view. */
const channelsFirst = (x: Handle, window: Window, space: Spatial, channels: number, torch: Torch): Handle => {
  if (!window.channelsLast) return x;
  const rank = space.length + 2;
  return transposed(torch, x, shapeOf(window, space, channels), [
    ...[0, rank - 1],
    ...space.map((_, axis) => axis + 1),
  ]);
};

/** As tfjs has them, contiguous. */
export const channelsBack = (y: Handle, { channelsLast, size }: Window, torch: Torch): Handle =>
  torch.packed(channelsLast ? torch.permute(y, [0, ...size.map((_, axis) => axis + 2), 1]) : y);

/** The input for ATen, padded here where both sides are not alike. */
export const inputOf = (x: Handle, window: Window, torch: Torch, outside = 0): Handle => {
  const first = channelsFirst(x, window, window.input, window.inChannels, torch);
  if (!isExtended(window)) return first;
  const amounts = window.before.map((count, axis) => [count, window.after[axis]!] as const);
  return padded(first, amounts, outside, torch);
};

/** A gradient of the output for ATen. */
export const outputGradientOf = (dy: Handle, window: Window, torch: Torch): Handle =>
  channelsFirst(dy, window, window.output, window.outChannels, torch);

/** Memory in the shape of the input, for operators that want it and read no values. */
export const likeInput = (window: Window, torch: Torch): Handle =>
  channelsFirst(
    torch.empty(shapeOf(window, window.extent, window.inChannels), 'float32'),
    ...([window, window.extent, window.inChannels, torch] as const),
  );

/** A gradient of the input from ATen, as tfjs has it and without what was padded. */
export const inputGradient = (dx: Handle, window: Window, torch: Torch): Handle => {
  const whole = channelsBack(dx, window, torch);
  if (!isExtended(window)) return whole;
  const { before, after, channelsLast, input, inChannels } = window;
  const withChannels = <T>(space: readonly T[], ofChannels: T): T[] =>
    channelsLast ? [ofChannels, ...space, ofChannels] : [ofChannels, ofChannels, ...space];
  if ([...before, ...after].every((count) => count >= 0)) {
    const begin = withChannels(before, 0);
    return torch.packed(
      part(torch, whole, shapeOf(window, window.extent, inChannels), begin, shapeOf(window, input, inChannels)),
    );
  }
  const amounts = before.map((count, axis) => [-count, -after[axis]!] as const);
  return torch.packed(padded(whole, withChannels(amounts, [0, 0] as const), 0, torch));
};

/** The shape of the output, as tfjs has it. */
export const outputShape = (window: Window): number[] => shapeOf(window, window.output, window.outChannels);

/** A filter [...size, in, out] of tfjs as ATen has it, [out, in, ...size]: a view. */
export const filterOf = (filter: Handle, shape: readonly number[], isDepthwise: boolean, torch: Torch): Handle => {
  const space = shape.slice(0, -2);
  const [channels, outs] = shape.slice(-2) as [number, number];
  const strides = stridesOf(shape).slice(0, -2);
  return isDepthwise
    ? torch.view(filter, [channels * outs, 1, ...space], [1, 1, ...strides])
    : torch.view(filter, [outs, channels, ...space], [1, outs, ...strides]);
};

/** Memory in the shape of a filter of ATen, contiguous, for operators that read no values. */
export const likeFilter = (shape: readonly number[], isDepthwise: boolean, torch: Torch): Handle => {
  const space = shape.slice(0, -2);
  const [channels, outs] = shape.slice(-2) as [number, number];
  return torch.empty(isDepthwise ? [channels * outs, 1, ...space] : [outs, channels, ...space], 'float32');
};

/** A gradient of a filter from ATen, as tfjs has it. */
export const filterBack = (filter: Handle, rank: number, torch: Torch): Handle =>
  torch.packed(torch.permute(filter, [...Array.from({ length: rank }, (_, axis) => axis + 2), 1, 0]));
