import { show } from './show.ts';

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

/** A fraction: `dropout: rate must be at least 0 and below 1, got 1` */
export const requireRate = (owner: string, name: string, value: unknown): void => {
  if (typeof value !== 'number' || !(value >= 0 && value < 1)) {
    throw new RangeError(`${owner}: ${name} must be at least 0 and below 1, got ${show(value)}`);
  }
};

/** A finite number, optionally with a least value: `adam: epsilon must be a number of at least 0, got -1` */
export const requireNumber = (owner: string, name: string, value: unknown, least = -Infinity): void => {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < least) {
    const rule = least === -Infinity ? 'a finite number' : `a number of at least ${least}`;
    throw new RangeError(`${owner}: ${name} must be ${rule}, got ${show(value)}`);
  }
};

/** A finite number above 0: `adam: clipNorm must be a number above 0, got 0` */
export const requirePositive = (owner: string, name: string, value: unknown): void => {
  if (typeof value !== 'number' || !Number.isFinite(value) || value <= 0) {
    throw new RangeError(`${owner}: ${name} must be a number above 0, got ${show(value)}`);
  }
};

/** A share with both ends: `batchNormalization: momentum must be from 0 to 1, got 2` */
export const requireFraction = (owner: string, name: string, value: unknown): void => {
  if (typeof value !== 'number' || !(value >= 0 && value <= 1)) {
    throw new RangeError(`${owner}: ${name} must be from 0 to 1, got ${show(value)}`);
  }
};
