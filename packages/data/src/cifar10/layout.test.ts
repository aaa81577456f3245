import { expect, test } from 'vitest';
import { classNames, official, recordBytes } from './layout.ts';

test('the official files are five of 10,000 records to train on and one to test with', () => {
  expect(official.files.map(({ split }) => split)).toEqual(['train', 'train', 'train', 'train', 'train', 'test']);
  expect(official.recordsPerFile * recordBytes).toBe(30_730_000);
  expect(new Set(official.files.map(({ sha256 }) => sha256)).size).toBe(6);
  for (const { sha256 } of [official, ...official.files]) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(new Set(classNames).size).toBe(10);
});
