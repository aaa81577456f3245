import { batchNorm, flag, fraction, movingAverage, normalize, numberFrom, withDefault } from '@kindling/core';
import type { Initializer, InitializerName } from '../../initializers/initializer.ts';
import { defineLayer } from '../../layer/defineLayer.ts';
import { axisOption, initializerOption, regularizerOption } from '../../layer/layerOptions.ts';
import { requireAxes } from '../../layer/requireOne.ts';
import { axisOf } from '../../layer/shapes.ts';
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
  /** What beta begins with. Default: 'zeros'. */
  betaInitializer?: InitializerName | Initializer | undefined;
  /** What gamma begins with. Default: 'ones'. */
  gammaInitializer?: InitializerName | Initializer | undefined;
  /** What the moving mean begins with. Default: 'zeros'. */
  movingMeanInitializer?: InitializerName | Initializer | undefined;
  /** What the moving variance begins with. Default: 'ones'. */
  movingVarianceInitializer?: InitializerName | Initializer | undefined;
  /** What beta adds to the loss. Default: none. */
  betaRegularizer?: Regularizer | undefined;
  /** What gamma adds to the loss. Default: none. */
  gammaRegularizer?: Regularizer | undefined;
}

/** The shape of one number for each index of the axis. */
const along = (axis: number, shape: Shape): Shape => {
  requireAxes('batchNormalization', shape);
  const at = axisOf('batchNormalization', axis, shape.length + 1) - 1;
  return shape.slice(at, at + 1);
};

/**
 * Batch normalization: y = γ (x - μ) / √(σ² + ε) + β. In training μ and σ² are those of the batch, over all axes but
 * `axis`, and the moving statistics follow them: m ← momentum · m + (1 - momentum) · μ, with the biased variance. In
 * inference, and where the layer is frozen, μ and σ² are the moving statistics, which stay.
 *
 * Parameters: `gamma`, `beta`. State: `movingMean`, `movingVariance`.
 *
 * Ioffe and Szegedy, "Batch normalization", 2015, arXiv:1502.03167.
 * @see https://keras.io/api/layers/normalization_layers/batch_normalization/
 * @throws RangeError for a number outside of its range
 * @example
 * ```ts
 * import { batchNormalization, dense, input, relu, sequential } from '@kindling/models';
 *
 * const net = sequential([input({ shape: [4] }), dense({ units: 8 }), batchNormalization(), relu()]);
 * ```
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
    const { movingMean, movingVariance } = state;
    if (!training || frozen) {
      const given = { x, mean: movingMean, variance: movingVariance, gamma, beta };
      return { y: normalize(given, { epsilon, axis: at }), state };
    }
    const { y, mean, variance } = batchNorm({ x, gamma, beta }, { epsilon, axis: at });
    return {
      y,
      state: {
        movingMean: movingAverage({ moving: movingMean, now: mean }, { momentum }),
        movingVariance: movingAverage({ moving: movingVariance, now: variance }, { momentum }),
      },
    };
  },
});
