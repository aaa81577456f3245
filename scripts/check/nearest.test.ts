import { expect, test } from 'vitest';
import { distance, nearest } from './nearest.mjs';

test('letters put in, left out and changed are counted', () => {
  expect(distance('dta', 'data')).toBe(1);
  expect(distance('metricss', 'metrics')).toBe(1);
  expect(distance('kitten', 'sitting')).toBe(3);
  expect(distance('', 'viz')).toBe(3);
});

test('the nearest name is one that somebody may have meant, else none', () => {
  const known = ['data', 'metrics', 'models', 'wasm'];
  expect(nearest('modles', known)).toBe('models');
  expect(nearest('Data', known)).toBe('data');
  expect(nearest('x', known)).toBeUndefined();
  expect(nearest('optimizers', known)).toBeUndefined();
});
