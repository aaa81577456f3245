import { expect, test } from 'vitest';
import { partOf, prefixed } from './prefix.ts';

test('a record goes under a prefix and comes back', () => {
  const whole = { ...prefixed('adam', { m: 1, v: 2 }), ...prefixed('adam2', { m: 3 }) };
  expect(whole).toEqual({ 'adam/m': 1, 'adam/v': 2, 'adam2/m': 3 });
  expect(partOf('adam', whole)).toEqual({ m: 1, v: 2 });
  expect(partOf('adam', prefixed('adam', prefixed('m', { 'dense/kernel': 1 })))).toEqual({ 'm/dense/kernel': 1 });
});

test('with known names no other is read', () => {
  const whole = { 'a/x': 1, 'a/y': 2 };
  expect(partOf('a', whole, ['y'])).toEqual({ y: 2 });
  const watched = new Proxy(whole, { ownKeys: () => expect.unreachable() });
  expect(partOf('a', watched, ['x'])).toEqual({ x: 1 });
});
