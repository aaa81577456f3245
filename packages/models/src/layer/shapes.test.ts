import { expect, test } from 'vitest';
import { requireAxes } from './requireOne.ts';
import { axisOf, batched, fits, isShape, requireAxis, requireShape, requireShapes } from './shapes.ts';

test('a shape holds positive integers or null, and is not larger than a tensor', () => {
  const wrong = (value: unknown) => () => requireShape('input', 'shape', value);
  expect(requireShape('input', 'shape', [32, null, 3])).toEqual([32, null, 3]);
  expect(wrong([32, 0])).toThrow('input: shape must hold positive integers or null, got [32, 0]');
  expect(wrong([1.5])).toThrow('got [1.5]');
  expect(wrong(['3'])).toThrow('got ["3"]');
  expect(wrong(32)).toThrow('got 32');
  expect(wrong(undefined)).toThrow('got undefined');
  expect(wrong(new Array(2))).toThrow('input: shape must hold positive integers or null, got [, ]');
  expect(wrong([1, 1, 1, 1, 1, 1])).toThrow('input: shape may have 5 axes beside the batch, got 6');
  expect(wrong([2 ** 30, 2 ** 30])).toThrow('input: shape is larger than any tensor, got [1073741824, 1073741824]');
  expect(wrong(new Array(1e6).fill(1))).toThrow('may have 5 axes');
});

test('a checked shape cannot be changed', () => {
  const given = [1, 2];
  const shape = requireShape('input', 'shape', given);
  given.push(3);
  expect(shape).toEqual([1, 2]);
  expect(Object.isFrozen(shape)).toBe(true);
});

test('a tensor fits where every known length is its own', () => {
  expect(fits([null, 3], [7, 3])).toBe(true);
  expect(fits([null, 3], [7, 4])).toBe(false);
  expect(fits([null, 3], [7, 3, 1])).toBe(false);
  expect([batched([2, 3]), isShape([1, null]), isShape([[1]]), isShape(new Array(1))]).toEqual([
    [null, 2, 3],
    true,
    false,
    false,
  ]);
});

test('axes count from the batch, or from the end', () => {
  expect([axisOf('a', 1, 3), axisOf('a', -1, 3), axisOf('a', -2, 3)]).toEqual([1, 2, 1]);
  for (const axis of [0, 3, -3]) {
    expect(() => axisOf('softmax', axis, 3)).toThrow(`softmax: axis must be within 1 and 2, or -1 and -2, got ${axis}`);
  }
  expect(() => requireAxis('softmax', -1)).not.toThrow();
  expect(() => requireAxis('softmax', '1')).toThrow('softmax: axis must be an integer other than 0');
  expect(() => requireAxes('dense', [])).toThrow('dense: its input must have an axis beside the batch, got [null]');
});

test('a list of shapes is shown with the batch', () => {
  expect(requireShapes('add', [[2], [null, 3]])).toBe('[null, 2], [null, null, 3]');
  expect(() => requireShapes('add', [])).toThrow('add: it reads a list of tensors, got []');
  expect(() => requireShapes('add', [6, 3] as never)).toThrow('add: it reads a list of tensors, got [6, 3]');
});
