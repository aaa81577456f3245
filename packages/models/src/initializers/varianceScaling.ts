// internal: what the glorot and he initializers share

import { count, optional, type Random, random, readOptions } from '@kindling/core';
import { mul, sub, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { fans } from './fans.ts';
import type { InitializerFactory, SeedOptions } from './initializer.ts';
import { truncatedNormal } from './truncatedNormal.ts';

const table = { seed: optional(count) };

/** The deviation of a standard normal cut at ±2. */
const cutDeviation = 0.87962566103423978;

/** Values of mean 0 and the given variance. */
const distributions = {
  /** On ±√(3 variance). */
  uniform: (shape: readonly number[], key: Random, variance: number): Tensor => {
    const limit = Math.sqrt(3 * variance);
    return sub(mul(key.uniform(shape), 2 * limit), limit);
  },
  /** Cut at two deviations and widened again to the variance. */
  normal: (shape: readonly number[], key: Random, variance: number): Tensor =>
    mul(truncatedNormal(shape, key), Math.sqrt(variance) / cutDeviation),
};

/**
 * One of the family whose variance is `scale` over a number of connections:
 * https://keras.io/api/layers/initializers/#variancescaling-class
 */
export const varianceScaling = (
  kind: string,
  { scale, fan, distribution }: { scale: number; fan: 'in' | 'average'; distribution: keyof typeof distributions },
): InitializerFactory<SeedOptions> =>
  Object.assign(
    (options: SeedOptions = {}) => {
      const { seed } = readOptions(kind, table, options);
      return {
        kind,
        config: seed === undefined ? {} : { seed },
        values: (shape: readonly number[], key: Random) =>
          tidy(() =>
            distributions[distribution](
              shape,
              seed === undefined ? key : random(seed),
              scale / Math.max(1, fans(shape)[fan]),
            ),
          ),
      };
    },
    { kind },
  );
