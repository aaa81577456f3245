import { bookSpec } from '@kindling/app-common';
import { expect, test } from 'vitest';
import { describe } from './describe.ts';

test("it tells the book's network", () => {
  const { summary, rows, parameters } = describe(bookSpec);
  expect(summary).toContain('646,260');
  expect(parameters).toBe(646_260);
  expect(rows).toEqual([
    { name: 'flatten', kind: 'flatten', shape: '3072', parameters: 0 },
    { name: 'dense', kind: 'dense', shape: '200', parameters: 614_600 },
    { name: 'dense_1', kind: 'dense', shape: '150', parameters: 30_150 },
    { name: 'dense_2', kind: 'dense', shape: '10', parameters: 1510 },
  ]);
});
