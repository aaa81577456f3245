import { expect, test } from 'vitest';
import { directionOf, isBetter } from './direction.ts';

const directions = { loss: 'min', 'digit.accuracy': 'max', 'digit.mae': 'min', off: undefined } as const;

test('the run tells, for training and validation alike, unless a mode is given', () => {
  expect(directionOf('a', 'validation.loss', undefined, directions)).toBe('min');
  expect(directionOf('a', 'digit.accuracy', undefined, directions)).toBe('max');
  expect(directionOf('a', 'validation.digit.mae', undefined, directions)).toBe('min');
  expect(directionOf('a', 'digit.accuracy', 'min', directions)).toBe('min');
  expect(directionOf('a', 'off', 'max', directions)).toBe('max');
});

test('a metric without a direction tells nothing, and the remedy is named', () => {
  expect(() => directionOf('a', 'validation.constructor', undefined, directions)).toThrow(
    'a: is "validation.constructor" to fall or to rise?',
  );
  expect(() => directionOf('a', 'off', undefined, directions)).toThrow(
    'a: is "off" to fall or to rise? Give mode: "min" or mode: "max", or the metric a direction: meanMetric(',
  );
});

test('better is by more than minDelta; NaN is neither better nor worse', () => {
  expect([isBetter('min', 1, 2), isBetter('min', 1, 2, 1), isBetter('min', 2, 2)]).toEqual([true, false, false]);
  expect([isBetter('max', 2, 1), isBetter('max', 2, 1, 1), isBetter('max', 2, 2)]).toEqual([true, false, false]);
  expect([isBetter('min', Number.NaN, 1), isBetter('max', 1, Number.NaN)]).toEqual([false, false]);
});
