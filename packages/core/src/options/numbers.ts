import { show } from './show.ts';

/**
 * What was given; and what a device would make of it, where that is all that is wrong: numbers are float32 there.
 * `got 5e-324, which is 0 in float32`
 */
const got = (value: unknown, isRightInFloat64: boolean): string =>
  `got ${show(value)}${isRightInFloat64 ? `, which is ${Math.fround(value as number)} in float32` : ''}`;

/** Whether it is a number that float32 holds, rounded, and does not take for Infinity. */
export const isFiniteNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(Math.fround(value));

/** `dense: units must be a positive integer, got 0` */
export const requirePositiveInteger = (owner: string, name: string, value: unknown): void => {
  if (!Number.isSafeInteger(value) || (value as number) < 1) {
    throw new RangeError(`${owner}: ${name} must be a positive integer, got ${show(value)}`);
  }
};

/** A seed, a count, an index: `random: seed must be a safe integer of at least 0, got -1` */
export const requireCount = (owner: string, name: string, value: unknown): void => {
  if (!Number.isSafeInteger(value) || (value as number) < 0) {
    throw new RangeError(`${owner}: ${name} must be a safe integer of at least 0, got ${show(value)}`);
  }
};

/** A fraction, below 1 in float32 too: `dropout: rate must be at least 0 and below 1, got 1` */
export const requireRate = (owner: string, name: string, value: unknown): void => {
  const isRate = typeof value === 'number' && value >= 0 && value < 1;
  if (!isRate || Math.fround(value) === 1) {
    throw new RangeError(`${owner}: ${name} must be at least 0 and below 1, ${got(value, isRate)}`);
  }
};

/**
 * A finite number, in float32 too, optionally with a least value:
 * `adam: epsilon must be a number of at least 0, got -1`
 */
export const requireNumber = (owner: string, name: string, value: unknown, least = -Infinity): void => {
  const isInRange = Number.isFinite(value) && (value as number) >= least;
  if (!isInRange || !isFiniteNumber(value)) {
    const rule = least === -Infinity ? 'a finite number' : `a number of at least ${least}`;
    throw new RangeError(`${owner}: ${name} must be ${rule}, ${got(value, isInRange)}`);
  }
};

/** A finite number above 0, in float32 too: `adam: clipNorm must be a number above 0, got 0` */
export const requirePositive = (owner: string, name: string, value: unknown): void => {
  const isAbove = Number.isFinite(value) && (value as number) > 0;
  if (!isAbove || !isFiniteNumber(value) || Math.fround(value) === 0) {
    throw new RangeError(`${owner}: ${name} must be a number above 0, ${got(value, isAbove)}`);
  }
};

/** A finite number other than 0, in float32 too: `normalize: divisor must be a number other than 0, got 0` */
export const requireNonZero = (owner: string, name: string, value: unknown): void => {
  const isOther = Number.isFinite(value) && value !== 0;
  if (!isOther || !isFiniteNumber(value) || Math.fround(value) === 0) {
    throw new RangeError(`${owner}: ${name} must be a number other than 0, ${got(value, isOther)}`);
  }
};

/** A share with both ends: `batchNormalization: momentum must be from 0 to 1, got 2` */
export const requireFraction = (owner: string, name: string, value: unknown): void => {
  if (typeof value !== 'number' || !(value >= 0 && value <= 1)) {
    throw new RangeError(`${owner}: ${name} must be from 0 to 1, got ${show(value)}`);
  }
};
