import { expect, test } from 'vitest';
import { formOf, leavesOf, rebuild } from './forms.ts';

const isNumber = (value: unknown) => typeof value === 'number';

test('one value, a list and a record are told apart, and put together again', () => {
  const values = [3, [1, 2], { b: 1, a: 2 }, [], {}];
  for (const value of values) {
    const form = formOf(value, isNumber)!;
    expect(rebuild(form, leavesOf(form, value))).toEqual(value);
  }
  expect(values.map((value) => formOf(value, isNumber))).toEqual(['one', 'list', ['b', 'a'], 'list', []]);
});

test('leaves come in the order of the form, not of the value', () => {
  expect(leavesOf(['a', 'b'], { b: 1, a: 2 })).toEqual([2, 1]);
});

test('what holds something else has no form', () => {
  for (const value of [
    'x',
    null,
    undefined,
    [1, 'x'],
    { a: { b: 1 } },
    new Array(2),
    Object.assign(new Array(2), { 1: 2 }),
  ]) {
    expect(formOf(value, isNumber)).toBeUndefined();
  }
});

test('a key named as a prototype is a key like any other', () => {
  const value = JSON.parse('{ "__proto__": 1, "constructor": 2 }');
  const form = formOf(value, isNumber)!;
  expect(form).toEqual(['__proto__', 'constructor']);
  expect(Object.entries(rebuild<object>(form, leavesOf(form, value)))).toEqual(Object.entries(value));
  expect(leavesOf(form, {})).toEqual([undefined, undefined]);
});
