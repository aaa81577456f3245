// internal: pooling and its gradients
import {
  AvgPool,
  AvgPool3D,
  AvgPool3DGrad,
  AvgPoolGrad,
  backend_util,
  MaxPool,
  MaxPool3D,
  MaxPool3DGrad,
  MaxPoolGrad,
  util,
} from '@tensorflow/tfjs-core';
import { kernel, type TorchKernel } from '../kernel.ts';
import type { Handle } from '../operators/kinds.ts';
import { sizeOf } from '../tensors/tensors.ts';
import type { Torch } from '../torch.ts';
import { greatest, greatestOrNan } from './greatest.ts';
import { typeOf } from './moving.ts';
import * as space from './window.ts';

/** The attributes of all pools of tfjs; each has some. */
interface Attributes {
  readonly filterSize: number | number[];
  readonly strides: number | number[];
  readonly pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  readonly dataFormat?: 'NDHWC' | 'NCDHW';
  /** Whether NaN is the greatest of all, as `maxPooling` of core asks. */
  readonly keepsNaN?: boolean;
}

type Rank = 2 | 3;

const infoOf = (
  rank: Rank,
  shape: readonly number[],
  { filterSize, strides, pad, dimRoundingMode, dataFormat }: Attributes,
): space.Info => {
  const given = [shape, filterSize, strides, 1, pad, dimRoundingMode];
  return rank === 3
    ? backend_util.computePool3DInfo(
        ...([...given, dataFormat] as unknown as Parameters<typeof backend_util.computePool3DInfo>),
      )
    : backend_util.computePool2DInfo(...(given as unknown as Parameters<typeof backend_util.computePool2DInfo>));
};

/** ATen pads a pool by half a window at most. */
const windowOf = (rank: Rank, shape: readonly number[], attributes: Attributes): space.Window =>
  space.windowOf(infoOf(rank, shape, attributes), (size) => size / 2);

/** A window of one place that leaves the shape leaves the numbers. */
const isIdentity = ({ size, input, output }: space.Window): boolean =>
  size.every((length) => length === 1) && util.arraysEqual([...input], [...output]);

/** Under which name the places of the greatest are kept for the gradient. */
const placesOf = ({ filterSize, strides, pad, dimRoundingMode, dataFormat, keepsNaN }: Attributes): string =>
  JSON.stringify([MaxPool, filterSize, strides, pad, dimRoundingMode, dataFormat, keepsNaN]);

const chosen = ({ keepsNaN }: Attributes) => (keepsNaN === true ? greatestOrNan : greatest);

const maxPool = (name: string, rank: Rank): TorchKernel =>
  kernel<'x', Attributes>(name, ({ x }, attributes, torch) => {
    const window = windowOf(rank, x.shape, attributes);
    if (isIdentity(window)) return torch.alias(x);
    const shape = space.outputShape(window);
    if (sizeOf(shape) === 0) return torch.output(torch.empty(shape, typeOf(x)), shape, typeOf(x));
    const given = space.inputOf(torch.to(torch.input(x), 'float32'), window, torch, Number.NEGATIVE_INFINITY);
    const { values, places } = chosen(attributes)(given, window, rank, torch);
    torch.keepWith(x, placesOf(attributes), places);
    return torch.output(torch.to(space.channelsBack(values, window, torch), typeOf(x)), shape, typeOf(x));
  });

const maxPoolGradient = (name: string, rank: Rank): TorchKernel =>
  kernel<'dy' | 'input', Attributes>(name, ({ dy, input: x }, attributes, torch) => {
    const window = windowOf(rank, x.shape, attributes);
    const given = space.inputOf(torch.input(x), window, torch, Number.NEGATIVE_INFINITY);
    const places = torch.keptWith(x, placesOf(attributes)) ?? chosen(attributes)(given, window, rank, torch).places;
    const backward = rank === 3 ? torch.maxPool3dBackward : torch.maxPool2dBackward;
    const slopes = space.outputGradientOf(torch.input(dy), window, torch);
    const { size, strides, padding, dilations } = window;
    const dx = backward(slopes, given, size, strides, padding, dilations, false, places);
    return torch.output(space.inputGradient(dx, window, torch), x.shape, 'float32');
  });

/** How many places of the input each window has, along one axis. */
const countsAlong = ({ size, strides, input, output, before }: space.Window, axis: number): Float32Array =>
  Float32Array.from({ length: output[axis]! }, (_, at) => {
    const begin = at * strides[axis]! - before[axis]!;
    const end = Math.min(begin + size[axis]!, input[axis]!);
    return Math.max(0, end - Math.max(begin, 0));
  });

/**
 * The same for each window: [1, 1, ...output]. One in the padding alone has none: as in tfjs, its mean is NaN in two
 * dimensions and 0 in three.
 */
const counts = (window: space.Window, rank: Rank, torch: Torch): Handle => {
  const product = window.output
    .map((length, axis) => {
      const shape = [1, 1, ...window.output.map((_, i) => (i === axis ? length : 1))];
      return torch.upload(countsAlong(window, axis), shape, 'float32');
    })
    .reduce((left, along) => torch.mul(left, along));
  return rank === 3 ? torch.maximum(product, torch.constant(1)) : product;
};

const averagePool = (name: string, rank: Rank): TorchKernel =>
  kernel<'x', Attributes>(name, ({ x }, attributes, torch) => {
    const window = windowOf(rank, x.shape, attributes);
    if (isIdentity(window)) return torch.alias(x);
    const shape = space.outputShape(window);
    if (sizeOf(shape) === 0) return torch.output(torch.empty(shape, 'float32'), shape, 'float32');
    const given = space.inputOf(torch.to(torch.input(x), 'float32'), window, torch);
    const pool = rank === 3 ? torch.averagePool3d : torch.averagePool2d;
    const { size, strides, padding, extent, input } = window;
    const isPaddedHere = !util.arraysEqual([...extent], [...input]);
    const y = isPaddedHere
      ? torch.div(pool(given, size, strides, padding, false, true, 1), counts(window, rank, torch))
      : pool(given, size, strides, padding, false, false, undefined);
    return torch.output(space.channelsBack(y, window, torch), shape, 'float32');
  });

/** As tfjs defines it: each place gets dy over the size of the window, also where part of that is padding. */
const averagePoolGradient = (name: string, rank: Rank): TorchKernel =>
  kernel<'dy' | 'input', Attributes>(name, ({ dy, input: x }, attributes, torch) => {
    const window = windowOf(rank, x.shape, attributes);
    const backward = rank === 3 ? torch.averagePool3dBackward : torch.averagePool2dBackward;
    const slopes = space.outputGradientOf(torch.input(dy), window, torch);
    const { size, strides, padding } = window;
    const dx = backward(slopes, space.likeInput(window, torch), size, strides, padding, false, true, undefined);
    return torch.output(space.inputGradient(dx, window, torch), x.shape, 'float32');
  });

export const pools: readonly TorchKernel[] = [
  maxPool(MaxPool, 2),
  maxPool(MaxPool3D, 3),
  maxPoolGradient(MaxPoolGrad, 2),
  maxPoolGradient(MaxPool3DGrad, 3),
  averagePool(AvgPool, 2),
  averagePool(AvgPool3D, 3),
  averagePoolGradient(AvgPoolGrad, 2),
  averagePoolGradient(AvgPool3DGrad, 3),
];
