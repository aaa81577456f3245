// Numbers of options become float32 on a device: one that is 0, 1 or Infinity there is looked at as that.
import { requireBoolean } from './booleans.ts';
import { unknownName } from './names.ts';
import {
  requireCount,
  requireFraction,
  requireNonZero,
  requireNumber,
  requirePositive,
  requirePositiveInteger,
  requireRate,
} from './numbers.ts';
import { type Option, optionOf } from './option.ts';
import { show } from './show.ts';

/** `true` or `false`. */
export const flag: Option<boolean> = optionOf(requireBoolean);

/** An integer of at least 1. */
export const positiveInteger: Option<number> = optionOf(requirePositiveInteger);

/** A safe integer of at least 0: a seed, a count, an index. */
export const count: Option<number> = optionOf(requireCount);

/** A number of at least 0 and below 1. */
export const rate: Option<number> = optionOf(requireRate);

/** A number from 0 to 1, both included. */
export const fraction: Option<number> = optionOf(requireFraction);

/** A finite number above 0. */
export const positiveNumber: Option<number> = optionOf(requirePositive);

/** A finite number other than 0. */
export const nonZeroNumber: Option<number> = optionOf(requireNonZero);

/** A finite number. */
export const finiteNumber: Option<number> = optionOf(requireNumber);

/** A finite number of at least `least`. */
export const numberFrom = (least: number): Option<number> =>
  optionOf((owner, name, value) => requireNumber(owner, name, value, least));

/** A string that is not empty. */
export const text: Option<string> = optionOf((owner, name, value) => {
  if (typeof value === 'string' && value !== '') return;
  throw new TypeError(`${owner}: ${name} must be a string that is not empty, got ${show(value)}`);
});

/**
 * A function.
 *
 * @typeParam F its type, which nobody can check before it is called
 */
export const functionOption = <F extends (...args: never[]) => unknown>(): Option<F> =>
  optionOf((owner, name, value) => {
    if (typeof value === 'function') return;
    throw new TypeError(`${owner}: ${name} must be a function, got ${show(value)}`);
  });

/** One of several strings; an error names the nearest. */
export const oneOf = <const N extends string>(names: readonly N[]): Option<N> =>
  optionOf((owner, name, value) => {
    if (!names.includes(value as N)) throw unknownName(owner, name, value, names);
  });
