import { expect, test } from 'vitest';
import { columnsOf } from './columns.ts';

test('training comes before validation, each in the order of the logs', () => {
  const row = { loss: 1, accuracy: 2, validation: { loss: 3, accuracy: 4 } };
  expect(columnsOf(row)).toEqual([
    ['loss', 1],
    ['accuracy', 2],
    ['validation.loss', 3],
    ['validation.accuracy', 4],
  ]);
});
