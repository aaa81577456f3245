import { expect, test } from 'vitest';
import { isBetter, modeOf } from './direction.ts';

test('the last part of a name tells', () => {
  expect(modeOf('a', 'validation.loss', undefined)).toBe('min');
  expect(modeOf('a', 'digit.accuracy', undefined)).toBe('max');
  expect(modeOf('a', 'validation.digit.mae', undefined)).toBe('min');
  expect(modeOf('a', 'accuracy', 'min')).toBe('min');
});

test("a name of one's own tells nothing", () => {
  expect(() => modeOf('a', 'validation.constructor', undefined)).toThrow(
    'a: is "validation.constructor" to fall or to rise?',
  );
});

test.each([
  ['val_accuracy', 'validation.accuracy'],
  ['val_loss', 'validation.loss'],
  ['acuracy', 'accuracy'],
  ['validation.digit.acuracy', 'validation.digit.accuracy'],
])('%s may have been meant to be %s', (typed, meant) => {
  expect(() => modeOf('earlyStopping', typed, undefined)).toThrow(
    `earlyStopping: unknown metric "${typed}"; did you mean "${meant}"? One of your own needs mode: `,
  );
  expect(modeOf('earlyStopping', typed, 'max')).toBe('max');
});

test('better is by more than minDelta; NaN is neither better nor worse', () => {
  expect([isBetter('min', 1, 2), isBetter('min', 1, 2, 1), isBetter('min', 2, 2)]).toEqual([true, false, false]);
  expect([isBetter('max', 2, 1), isBetter('max', 2, 1, 1), isBetter('max', 2, 2)]).toEqual([true, false, false]);
  expect([isBetter('min', Number.NaN, 1), isBetter('max', 1, Number.NaN)]).toEqual([false, false]);
});
