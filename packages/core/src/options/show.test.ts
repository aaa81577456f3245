import { expect, test } from 'vitest';
import { formatShape, show } from './show.ts';

test('a shape reads as it is written in code', () => {
  expect(formatShape([null, 32, 3])).toBe('[null, 32, 3]');
  expect(formatShape([])).toBe('[]');
});

test('any value can be shown, at a bounded length', () => {
  expect(show('a')).toBe('"a"');
  expect(show(Number.NaN)).toBe('NaN');
  expect(show([1, [2, 'x']])).toBe('[1, [2, "x"]]');
  expect(show({ units: 3 })).toBe('{ units }');
  expect(show(new Float32Array(2))).toBe('Float32Array');
  expect(show(Object.create(null))).toBe('{  }');
  expect(show('y'.repeat(1e6)).length).toBeLessThan(70);
});

test('what would steer a terminal is shown as an escape', () => {
  expect(show('\u001b[31m\u009b2J\u202e\u2028')).toBe('"\\u001b[31m\\u009b2J\\u202e\\u2028"');
  expect(show({ '\u001b[31m': 1, 'dense/kernel': 2, größe: 3 })).toBe('{ "\\u001b[31m", dense/kernel, größe }');
});

test('a layer goes by its kind and name, other functions by their name', () => {
  const layer = (name?: string) =>
    Object.defineProperties(() => 0, Object.getOwnPropertyDescriptors({ kind: 'dense', config: {}, name }));
  expect(show([layer(), layer('out')])).toBe('[layer dense, layer dense "out"]');
  const { named } = { named: () => 0 };
  expect(show([named, () => 0, Object.assign(() => 0, { kind: 'dense' })])).toBe(
    '[function named, function, function]',
  );
});

test('lists inside lists are shown to a bounded depth', () => {
  let nested: unknown = [];
  for (let i = 0; i < 1e6; i++) nested = [nested, nested];
  expect(show(nested).length).toBeLessThan(70);
  expect(show([[[[1]]]])).toBe('[[[[...]]]]');
});
