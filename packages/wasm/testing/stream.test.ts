import { expect, test } from 'vitest';
import { chooser, numbersOf } from './stream.ts';

test('a seed has always the same numbers, and another one others', () => {
  expect([...numbersOf(1, 3)]).toEqual([...numbersOf(1, 3)]);
  expect(numbersOf(1, 1000).filter((value, i) => value === numbersOf(2, 1000)[i]).length).toBe(0);
});

test('numbers lie evenly from -1 to below 1, at multiples of 2⁻²³', () => {
  const numbers = numbersOf(7, 100_000);
  const quarters = [0, 0, 0, 0];
  for (const value of numbers) {
    expect(Number.isInteger(value * 2 ** 23)).toBe(true);
    quarters[Math.floor(2 * (value + 1))]! += 1;
  }
  // 25,000 of each are expected, with a deviation of 137.
  for (const quarter of quarters) expect(Math.abs(quarter - 25_000)).toBeLessThan(700);
});

test('every choice comes as often as any other', () => {
  const choose = chooser(3);
  const counts = [0, 0, 0];
  for (let i = 0; i < 30_000; i++) counts[choose([0, 1, 2])]! += 1;
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
});
