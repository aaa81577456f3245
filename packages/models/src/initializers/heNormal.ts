import type { InitializerFactory, SeedOptions } from './initializer.ts';
import { varianceScaling } from './varianceScaling.ts';

/**
 * He's normal initializer: a normal of variance 2 / fanIn, cut at two deviations and widened again to that variance,
 * for layers before a relu.
 *
 * He, Zhang, Ren and Sun, "Delving deep into rectifiers", 2015.
 * @see https://keras.io/api/layers/initializers/#henormal-class
 * @throws RangeError for a seed that is not a safe integer of at least 0
 * @example
 * ```ts
 * import { dense, heNormal } from '@kindling/models';
 *
 * dense({ units: 3, kernelInitializer: heNormal({ seed: 1 }) });
 * ```
 */
export const heNormal: InitializerFactory<SeedOptions> = varianceScaling('heNormal', {
  scale: 2,
  fan: 'in',
  distribution: 'normal',
});
