import {
  add,
  div,
  engine,
  type GradConfig,
  mean,
  mul,
  type NamedTensorMap,
  ones,
  reshape,
  rsqrt,
  square,
  sub,
  sum,
  type Tensor,
  zeros,
} from '@tensorflow/tfjs-core';
import { attributesAs } from './attributes.ts';
import { isDifferentiated } from './isDifferentiated.ts';
import { offers } from './offers.ts';
import { ownGradient } from './ownGradient.ts';

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
  /** ε */
  readonly epsilon: number;
}

export interface BatchNormInputs {
  /** x */
  readonly x: Tensor;
  /** γ */
  readonly gamma: Tensor;
  /** β */
  readonly beta: Tensor;
}

export interface BatchNormOutputs {
  /** y */
  readonly y: Tensor;
  /** μ */
  readonly mean: Tensor;
  /** σ², biased */
  readonly variance: Tensor;
}

/** By the backend's kernel. */
export const runBatchNorm = (inputs: BatchNormInputs, { epsilon }: BatchNormAttributes): BatchNormOutputs => {
  ownGradient(batchNormGradient);
  const named = { ...inputs } satisfies NamedTensorMap;
  const [y, mean, variance] = engine().runKernel<Tensor[]>(BatchNorm, named, { epsilon });
  return { y: y!, mean: mean!, variance: variance! };
};

export interface BatchNormGradInputs extends Pick<BatchNormInputs, 'x' | 'gamma'> {
  /** μ, as the forward pass gave it */
  readonly mean: Tensor;
  /** σ², likewise */
  readonly variance: Tensor;
  /** dy */
  readonly dy: Tensor;
  /** dμ */
  readonly dMean: Tensor;
  /** dσ² */
  readonly dVariance: Tensor;
}

export interface BatchNormGradOutputs {
  /** dx */
  readonly dx: Tensor;
  /** dγ */
  readonly dGamma: Tensor;
  /** dβ */
  readonly dBeta: Tensor;
}

/** By the backend's kernel. */
export const runBatchNormGrad = (
  inputs: BatchNormGradInputs,
  { epsilon }: BatchNormAttributes,
): BatchNormGradOutputs => {
  const named = { ...inputs } satisfies NamedTensorMap;
  const [dx, dGamma, dBeta] = engine().runKernel<Tensor[]>(BatchNormGrad, named, { epsilon });
  return { dx: dx!, dGamma: dGamma!, dBeta: dBeta! };
};

/** What is normalized: along any axis, with γ and β or without. */
export interface BatchNormGiven {
  /** x */
  readonly x: Tensor;
  /** γ, of the axis's length. Absent: 1. */
  readonly gamma?: Tensor | undefined;
  /** β, of the axis's length. Absent: 0. */
  readonly beta?: Tensor | undefined;
}

export interface BatchNormOptions extends BatchNormAttributes {
  /** The axis whose every index has moments of its own, from 0. */
  readonly axis: number;
}

const others = (x: Tensor, axis: number): number[] => x.shape.map((_, i) => i).filter((i) => i !== axis);

/** One number for each index of the axis, in a shape that broadcasts along it. */
const spread = (values: Tensor, x: Tensor, axis: number): Tensor =>
  axis === x.rank - 1 ? values : reshape(values, [values.size, ...x.shape.slice(axis + 1).map(() => 1)]);

const scale = (
  centered: Tensor,
  variance: Tensor,
  { gamma, beta }: BatchNormGiven,
  options: BatchNormOptions,
): Tensor => {
  const inverse = rsqrt(add(variance, options.epsilon));
  const along = (values: Tensor): Tensor => spread(values, centered, options.axis);
  const scaled = mul(centered, along(gamma === undefined ? inverse : mul(inverse, gamma)));
  return beta === undefined ? scaled : add(scaled, along(beta));
};

/** (x - μ) γ / √(σ² + ε) + β, by moments that are given. */
export const normalize = (
  given: BatchNormGiven & Pick<BatchNormOutputs, 'mean' | 'variance'>,
  options: BatchNormOptions,
): Tensor => scale(sub(given.x, spread(given.mean, given.x, options.axis)), given.variance, given, options);

/** Batch normalization composed of operations, along any axis. */
export const composeBatchNorm = (given: BatchNormGiven, options: BatchNormOptions): BatchNormOutputs => {
  const { x } = given;
  const axes = others(x, options.axis);
  const center = mean(x, axes);
  const centered = sub(x, spread(center, x, options.axis));
  const variance = mean(square(centered), axes);
  return { y: scale(centered, variance, given, options), mean: center, variance };
};

/**
 * Batch normalization in training, along any axis: by the kernel where the backend in use has it and the axis is the
 * last of float32 numbers, else composed.
 */
export const batchNorm = (given: BatchNormGiven, options: BatchNormOptions): BatchNormOutputs => {
  const { x } = given;
  if (options.axis !== x.rank - 1 || x.dtype !== 'float32' || !offers(BatchNorm))
    return composeBatchNorm(given, options);
  const channels = x.shape.slice(-1);
  const { gamma = ones(channels), beta = zeros(channels) } = given;
  return runBatchNorm({ x, gamma, beta }, { epsilon: options.epsilon });
};

type Slopes = Pick<BatchNormGradInputs, 'dy' | 'dMean' | 'dVariance'>;

/** As `BatchNormGrad`, in operations, from the inputs alone. */
export const composeBatchNormGrad = (
  { dy, dMean, dVariance }: Slopes,
  { x, gamma }: Pick<BatchNormGradInputs, 'x' | 'gamma'>,
  { epsilon }: BatchNormAttributes,
): BatchNormGradOutputs => {
  const axes = x.shape.slice(0, -1).map((_, axis) => axis);
  const n = x.size / gamma.size;
  const centered = sub(x, mean(x, axes));
  const r = rsqrt(add(mean(square(centered), axes), epsilon));
  const normal = mul(centered, r);
  const dBeta = sum(dy, axes);
  const dGamma = sum(mul(dy, normal), axes);
  const ofY = mul(mul(gamma, r), sub(dy, div(add(dBeta, mul(normal, dGamma)), n)));
  const ofMoments = div(add(dMean, mul(mul(centered, 2), dVariance)), n);
  return { dx: add(ofY, ofMoments), dGamma, dBeta };
};

/** By `BatchNormGrad`; composed where it is itself differentiated. */
export const batchNormGradient: GradConfig = {
  kernelName: BatchNorm,
  inputsToSave: ['x', 'gamma'],
  outputsToSave: [false, true, true],
  gradFunc: (given, [x, gamma, mean, variance], attributes) => {
    const [dy, dMean, dVariance] = given as [Tensor, Tensor, Tensor];
    const slopes = { dy, dMean, dVariance };
    const inputs = { x: x!, gamma: gamma! };
    const { epsilon } = attributesAs<BatchNormAttributes>(attributes);
    const { dx, dGamma, dBeta } = isDifferentiated()
      ? composeBatchNormGrad(slopes, inputs, { epsilon })
      : runBatchNormGrad({ ...slopes, ...inputs, mean: mean!, variance: variance! }, { epsilon });
    return { x: () => dx, gamma: () => dGamma, beta: () => dBeta };
  },
};
