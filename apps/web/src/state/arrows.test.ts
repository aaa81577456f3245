import { expect, test } from 'vitest';
import { arrowTo } from './arrows.ts';

/** Eleven cells in rows of four: 0-3, 4-7, 8-10. */
const from = (at: number, key: string) => arrowTo(key, at, 11, 4);

test('left and right go through the rows, and stop at both ends', () => {
  expect(from(3, 'ArrowRight')).toBe(4);
  expect(from(4, 'ArrowLeft')).toBe(3);
  expect(from(0, 'ArrowLeft')).toBe(0);
  expect(from(10, 'ArrowRight')).toBe(10);
});

test('up and down keep the column, and stay where there is no cell', () => {
  expect(from(5, 'ArrowUp')).toBe(1);
  expect(from(1, 'ArrowUp')).toBe(1);
  expect(from(5, 'ArrowDown')).toBe(9);
  expect(from(7, 'ArrowDown')).toBe(7);
});

test('home and end are of the row, the last one shorter', () => {
  expect(from(6, 'Home')).toBe(4);
  expect(from(5, 'End')).toBe(7);
  expect(from(8, 'End')).toBe(10);
});

test('other keys lead nowhere', () => expect(from(1, 'Enter')).toBeUndefined());
