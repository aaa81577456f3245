import { readOptions } from '@kindling/core';
import { zeros as zeroTensor } from '@tensorflow/tfjs-core';
import type { InitializerFactory } from './initializer.ts';

/**
 * All zeros: where a bias begins.
 *
 * @see https://keras.io/api/layers/initializers/#zeros-class
 * @example
 * ```ts
 * import { dense, zeros } from '@kindling/models';
 *
 * dense({ units: 3, kernelInitializer: zeros() });
 * ```
 */
export const zeros: InitializerFactory = Object.assign(
  (options: object = {}) => ({
    kind: 'zeros',
    config: readOptions('zeros', {}, options),
    values: (shape: readonly number[]) => zeroTensor([...shape]),
  }),
  { kind: 'zeros' },
);
