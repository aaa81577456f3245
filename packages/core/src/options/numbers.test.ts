import { expect, test } from 'vitest';
import {
  isFiniteNumber,
  requireCount,
  requireFraction,
  requireNonZero,
  requireNumber,
  requirePositive,
  requirePositiveInteger,
  requireRate,
} from './numbers.ts';

test('each check names owner, rule and value', () => {
  expect(() => requirePositiveInteger('dense', 'units', 0)).toThrow('dense: units must be a positive integer, got 0');
  expect(() => requirePositiveInteger('dense', 'units', '3')).toThrow('got "3"');
  expect(() => requireCount('random', 'seed', -1)).toThrow('random: seed must be a safe integer of at least 0, got -1');
  expect(() => requireCount('random', 'seed', 2 ** 53)).toThrow('got 9007199254740992');
  expect(() => requireRate('dropout', 'rate', 1)).toThrow('dropout: rate must be at least 0 and below 1, got 1');
  expect(() => requireFraction('bn', 'momentum', 2)).toThrow('bn: momentum must be from 0 to 1, got 2');
  expect(() => requireNumber('adam', 'epsilon', -1, 0)).toThrow('adam: epsilon must be a number of at least 0, got -1');
  expect(() => requirePositive('adam', 'clipNorm', 0)).toThrow('adam: clipNorm must be a number above 0, got 0');
  expect(() => requirePositive('adam', 'clipNorm', Number.POSITIVE_INFINITY)).toThrow('got Infinity');
  expect(() => requireNumber('l2', 'rate', Number.NaN)).toThrow('l2: rate must be a finite number, got NaN');
});

test('what is in its domain passes', () => {
  expect(() => [
    requirePositiveInteger('a', 'b', 1),
    requireCount('a', 'b', 0),
    requireCount('a', 'b', Number.MAX_SAFE_INTEGER),
    requireRate('a', 'b', 0),
    requireFraction('a', 'b', 1),
    requireNumber('a', 'b', -5),
    requirePositive('a', 'b', 1e-9),
  ]).not.toThrow();
});

test('numbers are looked at as float32, which they become on a device', () => {
  expect(() => requireNumber('adam', 'learningRate', 1e308, 0)).toThrow(
    'adam: learningRate must be a number of at least 0, got 1e+308, which is Infinity in float32',
  );
  expect(() => requireNumber('rescaling', 'scale', -1e39)).toThrow('got -1e+39, which is -Infinity in float32');
  expect(() => requirePositive('sgd', 'clipNorm', 5e-324)).toThrow(
    'sgd: clipNorm must be a number above 0, got 5e-324, which is 0 in float32',
  );
  expect(() => requirePositive('sgd', 'clipNorm', 1e39)).toThrow('got 1e+39, which is Infinity in float32');
  expect(() => requireRate('dropout', 'rate', 1 - 1e-9)).toThrow(
    'dropout: rate must be at least 0 and below 1, got 0.999999999, which is 1 in float32',
  );
  expect(() => requireNonZero('normalize', 'divisor', -5e-324)).toThrow(
    'normalize: divisor must be a number other than 0, got -5e-324, which is 0 in float32',
  );
  expect(() => requireNumber('adam', 'epsilon', -5e-324, 0)).toThrow(/got -5e-324$/);
  const largest = 2 ** 128 - 2 ** 104;
  expect(() => [
    requireNumber('a', 'b', -largest),
    requireNumber('a', 'b', 5e-324, 0), // 0 is allowed
    requirePositive('a', 'b', 2 ** -149),
    requireNonZero('a', 'b', -(2 ** -149)),
    requireRate('a', 'b', 1 - 2 ** -24),
  ]).not.toThrow();
  expect([largest, 2 ** 128, Number.NaN, '1', 1n].map(isFiniteNumber)).toEqual([true, false, false, false, false]);
});
