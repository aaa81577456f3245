import { expect, test } from 'vitest';
import { isClass } from './isClass.ts';

test('a class is one, with a name and without', () => {
  expect(isClass(class {})).toBe(true);
  expect(isClass(class Named {})).toBe(true);
});

test('what can be called is none, and what is no function neither', () => {
  function classify() {}
  for (const value of [() => 1, classify, async () => 1, Math.max, 'class X {}', undefined])
    expect(isClass(value)).toBe(false);
});
