import { expect, test } from 'vitest';
import { loggedValue } from './history.ts';

test('a row is read by dotted names', () => {
  const row = { loss: 1, accuracy: 0.5, 'out.loss': 2, validation: { loss: 3, 'out.loss': 4 } };
  const names = ['loss', 'accuracy', 'out.loss', 'validation.loss', 'validation.out.loss', 'validation.accuracy'];
  expect(names.map((name) => loggedValue(row, name))).toEqual([1, 0.5, 2, 3, 4, undefined]);
});
