import type { InitializerFactory, SeedOptions } from './initializer.ts';
import { varianceScaling } from './varianceScaling.ts';

/**
 * Glorot's uniform initializer, also Xavier's: uniform on ±√(6 / (fanIn + fanOut)).
 *
 * Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010.
 * @see https://keras.io/api/layers/initializers/#glorotuniform-class
 * @throws RangeError for a seed that is not a safe integer of at least 0
 * @example
 * ```ts
 * import { dense, glorotUniform } from '@kindling/models';
 *
 * dense({ units: 3, kernelInitializer: glorotUniform({ seed: 1 }) });
 * ```
 */
export const glorotUniform: InitializerFactory<SeedOptions> = varianceScaling('glorotUniform', {
  scale: 1,
  fan: 'average',
  distribution: 'uniform',
});
