import { show, unknownName } from '@kindling/core';
import { adam } from './adam.ts';
import { adamW } from './adamW.ts';
import type { Optimizer } from './optimizer.ts';
import { rmsprop } from './rmsprop.ts';
import { sgd } from './sgd.ts';

/** Every name that an optimizer goes by. */
const optimizers = {
  sgd,
  SGD: sgd,
  adam,
  Adam: adam,
  adamW,
  adamw: adamW,
  AdamW: adamW,
  rmsprop,
  RMSprop: rmsprop,
} as const;

/** A built-in optimizer, with its defaults, by its name or an alias: `'adam'`. */
export type OptimizerName = keyof typeof optimizers;

/**
 * The optimizer that a name or an optimizer stands for.
 *
 * @param owner Whose option it is, for the error: `compile`.
 * @throws Error on an unknown name, with the nearest known one, and on what is no optimizer at all.
 * @example
 * ```ts
 * import { resolveOptimizer } from '@kindling/train';
 *
 * console.log(resolveOptimizer('compile', 'adam').learningRate); // 0.001
 * ```
 */
export const resolveOptimizer = (owner: string, given: OptimizerName | Optimizer): Optimizer => {
  if (typeof given === 'string') {
    if (!Object.hasOwn(optimizers, given)) throw unknownName(owner, 'optimizer', given, Object.keys(optimizers));
    return optimizers[given]();
  }
  if (typeof given?.update === 'function' && typeof given.init === 'function' && typeof given.scalars === 'function') {
    return given;
  }
  const factory = Object.entries(optimizers).find(([, make]) => make === (given as unknown));
  const remedy =
    factory === undefined ? 'a name such as "adam" or an optimizer such as adam()' : `called, ${factory[0]}()`;
  throw new TypeError(`${owner}: optimizer must be ${remedy}, got ${show(given)}`);
};
