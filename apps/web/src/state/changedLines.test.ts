import { expect, test } from 'vitest';
import { changedLines } from './changedLines.ts';

const changed = (before: string, after: string): readonly number[] => [...changedLines(before, after)];

test('nothing', () => {
  expect(changed('a\nb', 'a\nb')).toEqual([]);
});

test('a line that is other than before', () => {
  expect(changed('a\nb\nc', 'a\nB\nc')).toEqual([1]);
});

test('a line more: the ones behind it are the same', () => {
  expect(changed('a\nc\nd', 'a\nb\nc\nd')).toEqual([1]);
});

test('a line less marks none', () => {
  expect(changed('a\nb\nc', 'a\nc')).toEqual([]);
});

test('lines that are there several times', () => {
  expect(changed('x\nx\ny', 'x\nx\nx\ny\nz')).toEqual([2, 4]);
});
