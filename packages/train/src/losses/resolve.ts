import { show, unknownName } from '@kindling/core';
import { binaryCrossentropy } from './binaryCrossentropy.ts';
import { categoricalCrossentropy } from './categoricalCrossentropy.ts';
import type { Loss, PerSample } from './loss.ts';
import { meanAbsoluteError } from './meanAbsoluteError.ts';
import { meanSquaredError } from './meanSquaredError.ts';
import { sparseCategoricalCrossentropy } from './sparseCategoricalCrossentropy.ts';

/** Every name that a loss goes by. */
const losses = {
  meanSquaredError,
  mean_squared_error: meanSquaredError,
  mse: meanSquaredError,
  MSE: meanSquaredError,
  meanAbsoluteError,
  mean_absolute_error: meanAbsoluteError,
  mae: meanAbsoluteError,
  MAE: meanAbsoluteError,
  categoricalCrossentropy,
  categorical_crossentropy: categoricalCrossentropy,
  crossentropy: categoricalCrossentropy,
  sparseCategoricalCrossentropy,
  sparse_categorical_crossentropy: sparseCategoricalCrossentropy,
  binaryCrossentropy,
  binary_crossentropy: binaryCrossentropy,
  bce: binaryCrossentropy,
  BCE: binaryCrossentropy,
} as const;

/** A built-in loss, with its defaults, by its name or an alias: `'mse'`. */
export type LossName = keyof typeof losses;

/**
 * The loss that a name, a loss or a function stands for.
 *
 * @param owner Whose option it is, for the error: `compile`.
 * @throws Error on an unknown name, with the nearest known one, and on what is no loss at all.
 * @example
 * ```ts
 * import { resolveLoss } from '@kindling/train';
 *
 * console.log(resolveLoss('compile', 'mse').kind); // meanSquaredError
 * ```
 */
export const resolveLoss = (owner: string, given: LossName | Loss | PerSample): Loss => {
  if (typeof given === 'string') {
    if (!Object.hasOwn(losses, given)) throw unknownName(owner, 'loss', given, Object.keys(losses));
    return losses[given]();
  }
  const factory = Object.entries(losses).find(([, make]) => make === (given as unknown));
  if (factory) throw new TypeError(`${owner}: loss must be called, ${factory[0]}(), or named, "${factory[0]}"`);
  if (typeof given === 'function') {
    return { kind: given.name || 'loss', perSample: (target, prediction) => given(target, prediction) };
  }
  if (typeof given?.kind === 'string' && typeof given.perSample === 'function') return given;
  throw new TypeError(
    `${owner}: loss must be a name such as "meanSquaredError", a loss or a function (target, prediction) => [batch], got ${show(given)}`,
  );
};
