import type { InitializerFactory, SeedOptions } from './initializer.ts';
import { varianceScaling } from './varianceScaling.ts';

/**
 * Glorot's normal initializer, also Xavier's: a normal of variance 2 / (fanIn + fanOut), cut at two deviations and
 * widened again to that variance.
 *
 * Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010.
 * @see https://keras.io/api/layers/initializers/#glorotnormal-class
 * @throws RangeError for a seed that is not a safe integer of at least 0
 * @example
 * ```ts
 * import { dense, glorotNormal } from '@kindling/models';
 *
 * dense({ units: 3, kernelInitializer: glorotNormal({ seed: 1 }) });
 * ```
 */
export const glorotNormal: InitializerFactory<SeedOptions> = varianceScaling('glorotNormal', {
  scale: 1,
  fan: 'average',
  distribution: 'normal',
});
