import {
  BatchNorm,
  type BatchNormOutputs,
  flag,
  fraction,
  MovingAverage,
  numberFrom,
  offers,
  runBatchNorm,
  runMovingAverage,
  withDefault,
} from '@kindling/core';
import { add, mean, mul, ones, reshape, rsqrt, square, sub, type Tensor, zeros } from '@tensorflow/tfjs-core';
import type { Initializer, InitializerName } from '../../initializers/initializer.ts';
import { defineLayer } from '../../layer/defineLayer.ts';
import { axisOption, initializerOption, regularizerOption } from '../../layer/layerOptions.ts';
import { axisOf, requireAxes } from '../../layer/shapes.ts';
import type { Shape } from '../../layer/types.ts';
import type { Regularizer } from '../../regularizers/regularizer.ts';

/** Options of `batchNormalization`. */
export interface BatchNormalizationOptions {
  /** The axis whose every index has its own statistics, the batch's being 0. Default: -1, the last. */
  axis?: number | undefined;
  /** How much of the moving statistics stays in each step, from 0 to 1. Default: 0.99. */
  momentum?: number | undefined;
  /** Added to the variance. Default: 1e-3. */
  epsilon?: number | undefined;
  /** Whether beta is added. Default: true. */
  center?: boolean | undefined;
  /** Whether gamma multiplies. Default: true. */
  scale?: boolean | undefined;
  /** Default: 'zeros'. */
  betaInitializer?: InitializerName | Initializer | undefined;
  /** Default: 'ones'. */
  gammaInitializer?: InitializerName | Initializer | undefined;
  /** Default: 'zeros'. */
  movingMeanInitializer?: InitializerName | Initializer | undefined;
  /** Default: 'ones'. */
  movingVarianceInitializer?: InitializerName | Initializer | undefined;
  /** Default: none. */
  betaRegularizer?: Regularizer | undefined;
  /** Default: none. */
  gammaRegularizer?: Regularizer | undefined;
}

/** The shape of one number for each index of the axis. */
const along = (axis: number, shape: Shape): Shape => {
  requireAxes('batchNormalization', shape);
  const at = axisOf('batchNormalization', axis, shape.length + 1) - 1;
  return shape.slice(at, at + 1);
};

/** The batch normalized by one kernel. */
const fused = (x: Tensor, gamma: Tensor | undefined, beta: Tensor | undefined, epsilon: number): BatchNormOutputs => {
  const channels = x.shape.slice(-1);
  return runBatchNorm({ x, gamma: gamma ?? ones(channels), beta: beta ?? zeros(channels) }, { epsilon });
};

/**
 * Batch normalization: y = γ (x - μ) / √(σ² + ε) + β. In training μ and σ² are those of the batch, over all axes but
 * `axis`, and the moving statistics follow them: m ← momentum · m + (1 - momentum) · μ, with the biased variance. In
 * inference, and where the layer is frozen, μ and σ² are the moving statistics, which stay.
 *
 * Parameters: `gamma`, `beta`. State: `movingMean`, `movingVariance`.
 *
 * Ioffe and Szegedy, "Batch normalization", 2015, arXiv:1502.03167.
 * https://keras.io/api/layers/normalization_layers/batch_normalization/
 *
 * @throws RangeError for a number outside of its range
 * @example
 * const net = sequential([input({ shape: [4] }), dense({ units: 8 }), batchNormalization(), relu()]);
 */
export const batchNormalization = defineLayer<BatchNormalizationOptions>()({
  kind: 'batchNormalization',
  options: {
    axis: withDefault(axisOption, -1),
    momentum: withDefault(fraction, 0.99),
    epsilon: withDefault(numberFrom(0), 1e-3),
    center: withDefault(flag, true),
    scale: withDefault(flag, true),
    betaInitializer: withDefault(initializerOption, 'zeros'),
    gammaInitializer: withDefault(initializerOption, 'ones'),
    movingMeanInitializer: withDefault(initializerOption, 'zeros'),
    movingVarianceInitializer: withDefault(initializerOption, 'ones'),
    betaRegularizer: regularizerOption,
    gammaRegularizer: regularizerOption,
  },
  params: ({ axis, center, scale, ...given }, shape) => ({
    gamma: scale
      ? { shape: along(axis, shape), init: given.gammaInitializer, regularizer: given.gammaRegularizer }
      : undefined,
    beta: center
      ? { shape: along(axis, shape), init: given.betaInitializer, regularizer: given.betaRegularizer }
      : undefined,
  }),
  state: ({ axis, movingMeanInitializer, movingVarianceInitializer }, shape) => ({
    movingMean: { shape: along(axis, shape), init: movingMeanInitializer },
    movingVariance: { shape: along(axis, shape), init: movingVarianceInitializer },
  }),
  call: ({ axis, momentum, epsilon }, { params: { gamma, beta }, state, x, training, frozen }) => {
    const at = axisOf('batchNormalization', axis, x.rank);
    const others = x.shape.map((_, i) => i).filter((i) => i !== at);
    const spread = (values: Tensor): Tensor =>
      at === x.rank - 1 ? values : reshape(values, [values.size, ...others.filter((i) => i > at).map(() => 1)]);
    const normalized = (centered: Tensor, variance: Tensor): Tensor => {
      const inverse = rsqrt(add(variance, epsilon));
      const scaled = mul(centered, spread(gamma === undefined ? inverse : mul(inverse, gamma)));
      return beta === undefined ? scaled : add(scaled, spread(beta));
    };
    if (!training || frozen) return { y: normalized(sub(x, spread(state.movingMean)), state.movingVariance), state };

    const composed = (): BatchNormOutputs => {
      const batchMean = mean(x, others);
      const centered = sub(x, spread(batchMean));
      const variance = mean(square(centered), others);
      return { y: normalized(centered, variance), mean: batchMean, variance };
    };
    const batch =
      at === x.rank - 1 && x.dtype === 'float32' && offers(BatchNorm) ? fused(x, gamma, beta, epsilon) : composed();
    const moved = (moving: Tensor, now: Tensor): Tensor =>
      offers(MovingAverage)
        ? runMovingAverage({ moving, now }, { momentum })
        : add(mul(moving, momentum), mul(now, 1 - momentum));
    return {
      y: batch.y,
      state: {
        movingMean: moved(state.movingMean, batch.mean),
        movingVariance: moved(state.movingVariance, batch.variance),
      },
    };
  },
});
