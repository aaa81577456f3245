import { _FusedMatMul, engine, type NamedTensorMap, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';

/**
 * There where products of matrices are ours: a transposed operand costs nothing, and tfjs's fused kernel is right. It is only
 * asked for; what runs are `BatchMatMul` and `_FusedMatMul`.
 */
export const MatMul = 'KindlingMatMul';

export interface FusedMatMulInputs {
  /** [m, k] */
  readonly a: Tensor2D;
  /** [k, n] */
  readonly b: Tensor2D;
  /** [n] */
  readonly bias: Tensor;
}

/** f(A · B + bias) in one pass over the result; f is none, or relu. */
export const runFusedMatMul = (inputs: FusedMatMulInputs, activation: 'linear' | 'relu'): Tensor2D =>
  engine().runKernel<Tensor2D>(_FusedMatMul, inputs as unknown as NamedTensorMap, {
    transposeA: false,
    transposeB: false,
    activation,
  });
