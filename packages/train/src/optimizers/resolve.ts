import { type AliasOf, byAnyName, everyName, nameOfFactory, show, unknownName } from '@kindling/core';
import { adam } from './adam.ts';
import { adamW } from './adamW.ts';
import type { Optimizer } from './optimizer.ts';
import { rmsprop } from './rmsprop.ts';
import { sgd } from './sgd.ts';

/** By their own names; each brings its other names along. */
const optimizers = { sgd, adam, adamW, rmsprop };

/** A built-in optimizer, with its defaults, by its name. */
export type OptimizerName = keyof typeof optimizers;

/** The other names that optimizers go by, Keras's spelling: `'Adam'`. Completion does not list them. */
export type OptimizerAlias = AliasOf<typeof optimizers>;

/**
 * The optimizer that a name or an optimizer stands for.
 *
 * @param owner Whose option it is, for the error: `compile`.
 * @param given A name or an alias, or an optimizer.
 * @throws Error on an unknown name, with the nearest known one, and on what is not an optimizer.
 * @example
 * ```ts
 * import { resolveOptimizer } from '@kindling/train';
 *
 * console.log(resolveOptimizer('compile', 'adam').learningRate); // 0.001
 * ```
 */
export const resolveOptimizer = (owner: string, given: OptimizerName | OptimizerAlias | Optimizer): Optimizer => {
  if (typeof given === 'string') {
    const make = byAnyName(optimizers, given);
    if (make === undefined) throw unknownName(owner, 'optimizer', given, everyName(optimizers));
    return make();
  }
  if (typeof given?.update === 'function' && typeof given.init === 'function' && typeof given.scalars === 'function') {
    return given;
  }
  const uncalled = nameOfFactory(optimizers, given);
  const remedy =
    uncalled === undefined ? 'a name such as "adam" or an optimizer such as adam()' : `called, ${uncalled}()`;
  throw new TypeError(`${owner}: optimizer must be ${remedy}, got ${show(given)}`);
};
