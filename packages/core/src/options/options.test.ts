import { expect, test } from 'vitest';
import { requireOptions } from './options.ts';

test('an option that is not known is refused, with the nearest that is', () => {
  expect(() => requireOptions('adam', { learningRate: 1 }, ['learningRate', 'beta1'])).not.toThrow();
  expect(() => requireOptions('adam', { lerningRate: 1 }, ['learningRate', 'beta1'])).toThrow(
    'adam: unknown option "lerningRate"; did you mean "learningRate"? Known: learningRate, beta1',
  );
  expect(() => requireOptions('adam', JSON.parse('{ "__proto__": 1 }'), ['beta1'])).toThrow(
    'unknown option "__proto__"',
  );
  expect(() => requireOptions('adam', { anything: 1 })).not.toThrow();
});

test.each([null, [], 'mse', 0.1])('%j is not an options object', (given) => {
  expect(() => requireOptions('adam', given)).toThrow('adam: options must be an object, got ');
});
