import { expect, test } from 'vitest';
import { configOf } from './context.ts';

test('the options are a protocol buffer: threads in an operation and over several, and memory that grows', () => {
  expect([...configOf(undefined)]).toEqual([0x32, 2, 0x20, 1]);
  expect([...configOf(4)]).toEqual([0x10, 4, 0x28, 4, 0x32, 2, 0x20, 1]);
  expect([...configOf(500)].slice(0, 2)).toEqual([0x10, 127]);
});
