import { engine, type Tensor } from '@tensorflow/tfjs-core';

/** The gradient of rectifiers: dy where x > 0, else α dy. α is 0 for relu. Float32, all of one shape. */
export const ReluGrad = 'KindlingReluGrad';

export interface ReluGradInputs {
  readonly dy: Tensor;
  readonly x: Tensor;
}

export interface ReluGradAttributes {
  readonly alpha: number;
}

export const runReluGrad = ({ dy, x }: ReluGradInputs, { alpha }: ReluGradAttributes): Tensor =>
  engine().runKernel(ReluGrad, { dy, x }, { alpha });
