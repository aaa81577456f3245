// internal: whether a monitored number is to fall or to rise
import { type Option, optionOf, show } from '@kindling/core';
import type { Direction } from '@kindling/metrics';

/** `mode`, as `earlyStopping` and `modelCheckpoint` take it. */
export const modeOption: Option<Direction> = optionOf((owner, name, value) => {
  if (value === 'min' || value === 'max') return;
  throw new RangeError(`${owner}: ${name} must be "min" or "max", got ${show(value)}`);
});

/** Which way each log of a run gets better, by its name: `{ loss: 'min', 'digit.accuracy': 'max' }`. */
export type Directions = Readonly<Record<string, Direction | undefined>>;

/**
 * The mode given, or the direction that the run's losses and metrics carry; validation has the same.
 *
 * @throws Error where neither tells, with the remedy.
 */
export const directionOf = (
  owner: string,
  monitor: string,
  mode: Direction | undefined,
  directions: Directions,
): Direction => {
  const name = monitor.replace(/^validation\./, '');
  const direction = mode ?? (Object.hasOwn(directions, name) ? directions[name] : undefined);
  if (direction !== undefined) return direction;
  throw new Error(
    `${owner}: is "${monitor}" to fall or to rise? Give mode: "min" or mode: "max", or the metric a direction: meanMetric(f, { direction: "min" })`,
  );
};

/** Whether a value is better than another by more than `minDelta`. NaN is better than nothing, and nothing than NaN. */
export const isBetter = (direction: Direction, value: number, than: number, minDelta = 0): boolean =>
  direction === 'min' ? value < than - minDelta : value > than + minDelta;

/** What a callback remembers of a log: infinities are numbers too. */
export const anyNumber: Option<number> = optionOf((owner, name, value) => {
  if (typeof value !== 'number' || Number.isNaN(value))
    throw new TypeError(`${owner}: ${name} must be a number, got ${show(value)}`);
});
