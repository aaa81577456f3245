import { readOptions } from '@kindling/core';
import { ones as oneTensor } from '@tensorflow/tfjs-core';
import type { InitializerFactory } from './initializer.ts';

/**
 * All ones: where a scale begins.
 *
 * @see https://keras.io/api/layers/initializers/#ones-class
 * @example
 * ```ts
 * import { dense, ones } from '@kindling/models';
 *
 * dense({ units: 3, kernelInitializer: ones() });
 * ```
 */
export const ones: InitializerFactory = Object.assign(
  (options: object = {}) => ({
    kind: 'ones',
    config: readOptions('ones', {}, options),
    values: (shape: readonly number[]) => oneTensor([...shape]),
  }),
  { kind: 'ones' },
);
