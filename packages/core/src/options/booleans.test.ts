import { expect, test } from 'vitest';
import { requireBoolean } from './booleans.ts';

test('only true and false are booleans', () => {
  expect(() => [requireBoolean('dense', 'useBias', true), requireBoolean('dense', 'useBias', false)]).not.toThrow();
  expect(() => requireBoolean('dense', 'useBias', 1)).toThrow('dense: useBias must be true or false, got 1');
  expect(() => requireBoolean('dense', 'useBias', null)).toThrow('dense: useBias must be true or false, got null');
});
