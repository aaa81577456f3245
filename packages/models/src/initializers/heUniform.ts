import type { InitializerFactory, SeedOptions } from './initializer.ts';
import { varianceScaling } from './varianceScaling.ts';

/**
 * He's uniform initializer: uniform on ±√(6 / fanIn), for layers before a relu.
 *
 * He, Zhang, Ren and Sun, "Delving deep into rectifiers", 2015.
 * @see https://keras.io/api/layers/initializers/#heuniform-class
 * @throws RangeError for a seed that is not a safe integer of at least 0
 * @example
 * ```ts
 * import { dense, heUniform } from '@kindling/models';
 *
 * dense({ units: 3, kernelInitializer: heUniform({ seed: 1 }) });
 * ```
 */
export const heUniform: InitializerFactory<SeedOptions> = varianceScaling('heUniform', {
  scale: 2,
  fan: 'in',
  distribution: 'uniform',
});
