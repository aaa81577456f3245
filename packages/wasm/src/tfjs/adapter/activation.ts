// internal: what tfjs's fused kernels do after their product: + bias, then an activation
import { type Attributes, sizeOf } from '@kindling/core';
import { Add, Elu, LeakyRelu, Prelu, Relu, Relu6, Sigmoid, type TensorInfo } from '@tensorflow/tfjs-core';
import type { V128 } from '../../assembler/expression.ts';
import { f32x4, v128 } from '../../assembler/vectors.ts';
import type { Epilogue } from '../../kernels/shared/tile.ts';
import { type Device, type Inputs, isFloat } from './replacement.ts';

/** An epilogue that a kernel of ours has, and what distinguishes its code. */
export interface Applied {
  readonly epilogue: Epilogue;
  readonly key: string;
}

const emitters: Readonly<Record<string, ((x: V128) => V128) | undefined>> = {
  linear: undefined,
  relu: (x) => f32x4.max(x, v128.zero()),
  relu6: (x) => f32x4.min(f32x4.max(x, v128.zero()), f32x4.splat(6)),
};

const kernels: Readonly<Record<string, string>> = {
  relu: Relu,
  relu6: Relu6,
  elu: Elu,
  sigmoid: Sigmoid,
  leakyrelu: LeakyRelu,
  prelu: Prelu,
};

/**
 * Undefined where the bias is not one number a column, or the activation takes more than a comparison.
 *
 * @throws RangeError where nobody knows the activation
 */
export const activationOf = (
  attributes: Attributes,
  bias: TensorInfo | undefined,
  columns: number,
): Applied | undefined => {
  const activation = String(attributes.activation ?? 'linear');
  if (!Object.hasOwn(emitters, activation)) {
    if (Object.hasOwn(kernels, activation)) return undefined;
    const known = ['linear', ...Object.keys(kernels)].join(', ');
    throw new RangeError(`fused kernels: activation must be one of ${known}, got ${activation}`);
  }
  if (bias !== undefined && (!isFloat(bias) || sizeOf(bias.shape) !== columns || bias.shape.at(-1) !== columns))
    return undefined;
  const key = `${activation}${bias === undefined ? '' : ' + bias'}`;
  return { epilogue: { bias: bias !== undefined, activation: emitters[activation] }, key };
};

/** The same in steps, by the kernels of the registry; the first tensor is used up. */
export const finishElsewhere = (
  device: Device,
  linear: TensorInfo,
  inputs: Inputs,
  attributes: Attributes,
): TensorInfo => {
  const { bias, preluActivationWeights } = inputs;
  const activation = String(attributes.activation ?? 'linear');
  const biased = bias === undefined ? linear : step(device, Add, { a: linear, b: bias }, {});
  if (activation === 'linear') return biased;
  const kernel = kernels[activation]!;
  if (kernel === Prelu) return step(device, kernel, { x: biased, alpha: preluActivationWeights! }, {});
  return step(device, kernel, { x: biased }, { alpha: attributes.leakyreluAlpha ?? 0.2 });
};

/** One kernel, which uses up its first input, whatever happens. */
const step = (device: Device, name: string, inputs: Inputs, attrs: Attributes): TensorInfo => {
  try {
    return device.call(name, inputs, attrs);
  } finally {
    device.release(Object.values(inputs)[0]!);
  }
};
