import { unknownName } from '@kindling/core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Logits } from '../layer/types.ts';
import type { Activation, ActivationName } from './activation.ts';
import { leakyRelu } from './leakyRelu.ts';
import { linear } from './linear.ts';
import { relu } from './relu.ts';
import { sigmoid } from './sigmoid.ts';
import { softmax } from './softmax.ts';
import { tanh } from './tanh.ts';

const named: Readonly<Record<ActivationName, (x: Tensor) => Tensor>> = {
  linear,
  relu,
  leakyRelu,
  leaky_relu: leakyRelu,
  sigmoid,
  tanh,
  softmax,
};

/** Those whose input a loss had better read. */
const probabilities: ReadonlySet<unknown> = new Set(['softmax', 'sigmoid']);

/** The function that was given, or that has the given name; `owner` is the layer that asks. */
export const resolveActivation = (owner: string, given: Activation): ((x: Tensor) => Tensor) => {
  if (typeof given === 'function') return given;
  if (typeof given === 'string' && Object.hasOwn(named, given)) return named[given];
  throw unknownName(owner, 'activation', given, Object.keys(named));
};

/** The activation of `x`, and `x` as its logits where it is a softmax or sigmoid. */
export const activate = (
  owner: string,
  activation: Activation,
  x: Tensor,
): { readonly y: Tensor; readonly logits?: Logits | undefined } => {
  const y = resolveActivation(owner, activation)(x);
  return isProbability(activation) ? { y, logits: { activation, value: x } } : { y };
};

const isProbability = (activation: Activation): activation is Logits['activation'] => probabilities.has(activation);
