// internal: convolutions and their gradients
import {
  backend_util,
  Conv2D,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  Conv3D,
  Conv3DBackpropFilterV2,
  Conv3DBackpropInputV2,
  DepthwiseConv2dNative,
  DepthwiseConv2dNativeBackpropFilter,
  DepthwiseConv2dNativeBackpropInput,
  FusedConv2D,
  FusedDepthwiseConv2D,
  type TensorInfo,
  util,
} from '@tensorflow/tfjs-core';
import { kernel, type TorchKernel } from '../kernel.ts';
import type { Handle } from '../operators/kinds.ts';
import { sizeOf } from '../tensors/tensors.ts';
import type { Torch } from '../torch.ts';
import { type Activation, activated } from './activation.ts';
import * as space from './window.ts';

/** The attributes of all convolutions of tfjs; each has some. */
interface Attributes {
  readonly strides: number | number[];
  readonly pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  readonly dataFormat?: 'NHWC' | 'NCHW' | 'NDHWC' | 'NCDHW';
  readonly dilations?: number | number[] | null;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

type Geometry = (x: readonly number[], filter: readonly number[], attributes: Attributes) => space.Info;

const flat =
  (isDepthwise: boolean): Geometry =>
  (x, filter, { strides, pad, dilations, dimRoundingMode, dataFormat = 'NHWC' }) => {
    const format = backend_util.convertConv2DDataFormat(dataFormat as 'NHWC' | 'NCHW');
    const given = [x, filter, strides, dilations ?? 1, pad, dimRoundingMode, isDepthwise, format];
    return backend_util.computeConv2DInfo(...(given as unknown as Parameters<typeof backend_util.computeConv2DInfo>));
  };

const deep: Geometry = (x, filter, { strides, pad, dilations, dataFormat }) => {
  const format = dataFormat === 'NCDHW' ? 'channelsFirst' : 'channelsLast';
  const given = [x, filter, strides, dilations ?? 1, pad, false, format];
  return backend_util.computeConv3DInfo(...(given as unknown as Parameters<typeof backend_util.computeConv3DInfo>));
};

interface Kind {
  readonly geometry: Geometry;
  readonly isDepthwise: boolean;
}

const planes: Kind = { geometry: flat(false), isDepthwise: false };
const depthwise: Kind = { geometry: flat(true), isDepthwise: true };
const volumes: Kind = { geometry: deep, isDepthwise: false };

interface Convolved {
  readonly y: Handle;
  readonly window: space.Window;
}

const convolved = (
  { geometry, isDepthwise }: Kind,
  { x, filter, bias }: { readonly x: TensorInfo; readonly filter: TensorInfo; readonly bias?: TensorInfo | undefined },
  attributes: Attributes,
  torch: Torch,
): Convolved => {
  const window = space.windowOf(geometry(x.shape, filter.shape, attributes));
  const { strides, padding, dilations, inChannels } = window;
  const y = torch.convolution(
    ...([space.inputOf(torch.input(x), window, torch)] as const),
    space.filterOf(torch.input(filter), filter.shape, isDepthwise, torch),
    bias === undefined ? undefined : torch.input(bias, [sizeOf(bias.shape)]),
    ...([strides, padding, dilations, false, padding.map(() => 0), isDepthwise ? inChannels : 1] as const),
  );
  return { y, window };
};

/** Of input, filter and bias, those that the mask asks for. */
const gradients = (
  { isDepthwise }: Kind,
  window: space.Window,
  dy: TensorInfo,
  x: Handle,
  filter: Handle,
  mask: readonly [boolean, boolean, boolean],
  torch: Torch,
): [Handle, Handle, Handle] => {
  const { strides, padding, dilations, inChannels } = window;
  return torch.convolutionBackward(
    space.outputGradientOf(torch.input(dy), window, torch),
    ...([x, filter, undefined, strides, padding, dilations, false] as const),
    ...([padding.map(() => 0), isDepthwise ? inChannels : 1, mask] as const),
  );
};

const forward = (name: string, kind: Kind): TorchKernel =>
  kernel<'x' | 'filter', Attributes>(name, (inputs, attributes, torch) => {
    const { y, window } = convolved(kind, inputs, attributes, torch);
    return torch.output(space.channelsBack(y, window, torch), space.outputShape(window), 'float32');
  });

const inputGradient = (name: string, kind: Kind): TorchKernel =>
  kernel<'dy' | 'filter', Attributes & { readonly inputShape: number[] }>(name, ({ dy, filter }, attributes, torch) => {
    const { inputShape } = attributes;
    const info = kind.geometry(inputShape, filter.shape, attributes);
    if (!util.arraysEqual(dy.shape, info.outShape)) return undefined;
    const window = space.windowOf(info);
    const weights = space.filterOf(torch.input(filter), filter.shape, kind.isDepthwise, torch);
    const like = space.likeInput(window, torch);
    const [dx] = gradients(kind, window, dy, like, weights, [true, false, false], torch);
    return torch.output(space.inputGradient(dx, window, torch), inputShape, 'float32');
  });

const filterGradient = (name: string, kind: Kind): TorchKernel =>
  kernel<'dy' | 'x', Attributes & { readonly filterShape: number[] }>(name, ({ dy, x }, attributes, torch) => {
    const { filterShape } = attributes;
    const window = space.windowOf(kind.geometry(x.shape, filterShape, attributes));
    const like = space.likeFilter(filterShape, kind.isDepthwise, torch);
    const given = space.inputOf(torch.input(x), window, torch);
    const [, dw] = gradients(kind, window, dy, given, like, [false, true, false], torch);
    const result = kind.isDepthwise
      ? torch.view(torch.packed(torch.permute(dw, [2, 3, 0, 1])), filterShape)
      : space.filterBack(dw, window.size.length, torch);
    return torch.output(result, filterShape, 'float32');
  });

/** Along the channels: in shapes that broadcast where these come first. */
const alongChannels = (weights: TensorInfo, { channelsLast }: space.Window): TensorInfo =>
  !channelsLast && weights.shape.length === 1 && weights.shape[0] !== 1
    ? { ...weights, shape: [weights.shape[0]!, 1, 1] }
    : weights;

const fused = (name: string, kind: Kind): TorchKernel =>
  kernel<'x' | 'filter' | 'bias?' | 'preluActivationWeights?', Attributes & Activation>(
    name,
    ({ x, filter, bias, preluActivationWeights: weights }, attributes, torch) => {
      const isPerChannel = bias !== undefined && sizeOf(bias.shape) === bias.shape.at(-1);
      const { y, window } = convolved(kind, { x, filter, bias: isPerChannel ? bias : undefined }, attributes, torch);
      const plain = space.channelsBack(y, window, torch);
      const sum = bias === undefined || isPerChannel ? plain : torch.addScaled(plain, torch.input(bias), 1);
      const result = activated(
        sum,
        { ...attributes, preluActivationWeights: weights && alongChannels(weights, window) },
        torch,
      );
      return torch.output(result, space.outputShape(window), 'float32');
    },
  );

export const convolutions: readonly TorchKernel[] = [
  forward(Conv2D, planes),
  forward(DepthwiseConv2dNative, depthwise),
  forward(Conv3D, volumes),
  fused(FusedConv2D, planes),
  fused(FusedDepthwiseConv2D, depthwise),
  inputGradient(Conv2DBackpropInput, planes),
  inputGradient(DepthwiseConv2dNativeBackpropInput, depthwise),
  inputGradient(Conv3DBackpropInputV2, volumes),
  filterGradient(Conv2DBackpropFilter, planes),
  filterGradient(DepthwiseConv2dNativeBackpropFilter, depthwise),
  filterGradient(Conv3DBackpropFilterV2, volumes),
];
