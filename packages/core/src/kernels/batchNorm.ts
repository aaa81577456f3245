import { engine, type NamedTensorMap, type Tensor } from '@tensorflow/tfjs-core';

/**
 * Batch normalization in training, over all axes of x but the last:
 *
 *     μ = mean x,   σ² = mean (x - μ)²,   y = (x - μ) γ / √(σ² + ε) + β
 *
 * x, y: float32 [..., channels]; γ, β, μ, σ²: float32 [channels].
 */
export const BatchNorm = 'KindlingBatchNorm';

/**
 * Its gradients by x, γ and β, from those of y, μ and σ². With n = x.size / channels and x̂ = (x - μ) / √(σ² + ε):
 *
 *     dβ = Σ dy,   dγ = Σ dy x̂,
 *     dx = γ / √(σ² + ε) (dy - dβ / n - x̂ dγ / n) + dμ / n + 2 (x - μ) dσ² / n
 */
export const BatchNormGrad = 'KindlingBatchNormGrad';

export interface BatchNormAttributes {
  readonly epsilon: number;
}

export interface BatchNormInputs {
  readonly x: Tensor;
  readonly gamma: Tensor;
  readonly beta: Tensor;
}

export interface BatchNormOutputs {
  readonly y: Tensor;
  readonly mean: Tensor;
  /** Biased. */
  readonly variance: Tensor;
}

export const runBatchNorm = (inputs: BatchNormInputs, { epsilon }: BatchNormAttributes): BatchNormOutputs => {
  const named = { ...inputs } satisfies NamedTensorMap;
  const [y, mean, variance] = engine().runKernel<Tensor[]>(BatchNorm, named, { epsilon });
  return { y: y!, mean: mean!, variance: variance! };
};

export interface BatchNormGradInputs extends Pick<BatchNormInputs, 'x' | 'gamma'> {
  readonly mean: Tensor;
  readonly variance: Tensor;
  readonly dy: Tensor;
  readonly dMean: Tensor;
  readonly dVariance: Tensor;
}

export interface BatchNormGradOutputs {
  readonly dx: Tensor;
  readonly dGamma: Tensor;
  readonly dBeta: Tensor;
}

export const runBatchNormGrad = (
  inputs: BatchNormGradInputs,
  { epsilon }: BatchNormAttributes,
): BatchNormGradOutputs => {
  const named = { ...inputs } satisfies NamedTensorMap;
  const [dx, dGamma, dBeta] = engine().runKernel<Tensor[]>(BatchNormGrad, named, { epsilon });
  return { dx: dx!, dGamma: dGamma!, dBeta: dBeta! };
};
