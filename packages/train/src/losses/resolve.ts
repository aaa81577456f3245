import { type AliasOf, byAnyName, everyName, isClass, nameOfFactory, show, unknownName } from '@kindling/core';
import { binaryCrossentropy } from './binaryCrossentropy.ts';
import { categoricalCrossentropy } from './categoricalCrossentropy.ts';
import type { Loss, PerSample } from './loss.ts';
import { meanAbsoluteError } from './meanAbsoluteError.ts';
import { meanSquaredError } from './meanSquaredError.ts';
import { sparseCategoricalCrossentropy } from './sparseCategoricalCrossentropy.ts';

/** By their own names; each brings its other names along. */
const losses = {
  meanSquaredError,
  meanAbsoluteError,
  categoricalCrossentropy,
  sparseCategoricalCrossentropy,
  binaryCrossentropy,
};

/** A built-in loss, with its defaults, by its name. */
export type LossName = keyof typeof losses;

/** The other names that losses go by, Keras's own spelling among them: `'mse'`. Completion does not list them. */
export type LossAlias = AliasOf<typeof losses>;

/**
 * The loss that a name, a loss or a function stands for.
 *
 * @param owner Whose option it is, for the error: `compile`.
 * @param given A name or an alias, a loss, or a function of target and prediction.
 * @throws Error on an unknown name, with the nearest known one, and on what is not a loss.
 * @example
 * ```ts
 * import { resolveLoss } from '@kindling/train';
 *
 * console.log(resolveLoss('compile', 'mse').kind); // meanSquaredError
 * ```
 */
export const resolveLoss = (owner: string, given: LossName | LossAlias | Loss | PerSample): Loss => {
  if (typeof given === 'string') {
    const make = byAnyName(losses, given);
    if (make === undefined) throw unknownName(owner, 'loss', given, everyName(losses));
    return make();
  }
  const uncalled = nameOfFactory(losses, given);
  if (uncalled !== undefined) {
    throw new TypeError(`${owner}: loss must be called, ${uncalled}(), or named, "${uncalled}"`);
  }
  if (isClass(given)) throw wrongLoss(owner, given);
  if (typeof given === 'function') {
    return { kind: given.name || 'loss', perSample: (target, prediction) => given(target, prediction) };
  }
  if (typeof given?.kind === 'string' && typeof given.perSample === 'function') return given;
  throw wrongLoss(owner, given);
};

const wrongLoss = (owner: string, given: unknown): TypeError =>
  new TypeError(
    `${owner}: loss must be a name such as "meanSquaredError", a loss or a function (target, prediction) => [batch], got ${show(given)}`,
  );
