import { engine, type GradConfig, greater, mul, step, type Tensor, where, zerosLike } from '@tensorflow/tfjs-core';
import { attributesAs } from './attributes.ts';
import { offers } from './offers.ts';

/** The gradient of rectifiers: dy where x > 0, else α dy. α is 0 for relu. Float32, all of one shape. */
export const ReluGrad = 'KindlingReluGrad';

export interface ReluGradInputs {
  /** dy */
  readonly dy: Tensor;
  /** What was rectified; for relu, the result tells as much. */
  readonly x: Tensor;
}

export interface ReluGradAttributes {
  /** α */
  readonly alpha: number;
}

/** What is asked of `reluGrad`. */
export interface ReluGradOptions {
  /** α of leakyRelu. Absent: relu. */
  readonly alpha?: number | undefined;
}

/** By the backend's kernel. */
export const runReluGrad = ({ dy, x }: ReluGradInputs, { alpha }: ReluGradAttributes): Tensor =>
  engine().runKernel(ReluGrad, { dy, x }, { alpha });

/** The gradient composed of operations. relu, without α, is a product: where x is NaN, so is its gradient. */
export const composeReluGrad = ({ dy, x }: ReluGradInputs, { alpha }: ReluGradOptions = {}): Tensor =>
  alpha === undefined ? mul(dy, step(x)) : where(greater(x, 0), dy, mul(dy, alpha));

/** The gradient of relu, or with α of leakyRelu: by the kernel where the backend in use has it, else composed. */
export const reluGrad = (inputs: ReluGradInputs, { alpha }: ReluGradOptions = {}): Tensor =>
  offers(ReluGrad) && inputs.x.dtype === 'float32'
    ? runReluGrad(inputs, { alpha: alpha ?? 0 })
    : composeReluGrad(inputs, { alpha });

/** Linear in dy, and flat in x. */
export const reluGradGradient: GradConfig = {
  kernelName: ReluGrad,
  inputsToSave: ['x'],
  gradFunc: (given, [x], attributes) => ({
    dy: () => runReluGrad({ dy: given as Tensor, x: x! }, attributesAs<ReluGradAttributes>(attributes)),
    x: () => zerosLike(x!),
  }),
};
