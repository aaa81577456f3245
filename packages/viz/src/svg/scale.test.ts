import { expect, test } from 'vitest';
import { domainOf, formatAmount, formatNumber, formatTick, linear, roundOut, stepOf, ticks } from './scale.ts';

test('a domain reaches from the least to the greatest finite number', () => {
  expect(domainOf([3, Number.NaN, -1, Infinity])).toEqual([-1, 3]);
  expect(domainOf([Number.NaN, -Infinity])).toBeUndefined();
});

test('a domain of one value is opened, whatever its size', () => {
  for (const value of [0, 1, -7, 1e300, 1e-300, 5e-324]) {
    const [low, high] = domainOf([value, value])!;
    expect(low).toBeLessThan(value);
    expect(high).toBeGreaterThan(value);
  }
});

test.each([
  [[0, 10], 5, 2],
  [[0, 1], 5, 0.2],
  [[1.2, 2.3], 5, 0.5],
  [[0, 7e6], 5, 2e6],
] as const)('the step in %j for %i parts is %d', (domain, count, step) => {
  expect(stepOf(domain, count)).toBeCloseTo(step, 10);
});

test('an axis rounded out begins and ends on a tick', () => {
  const step = stepOf([1.23, 2.31], 5);
  const domain = roundOut([1.23, 2.31], step);
  expect(domain).toEqual([1, 2.5]);
  expect(ticks(domain, step)).toEqual([1, 1.5, 2, 2.5]);
});

test('ticks stay few for any domain', () => {
  for (const pair of [
    [1e-300, 1.001e-300],
    [-1.7e308, 1.7e308],
    [1e16, 1e16 + 2],
    [0, 5e-324],
  ]) {
    const domain = domainOf(pair)!;
    const step = stepOf(domain, 5);
    const marks = ticks(roundOut(domain, step), step);
    expect(marks.length).toBeGreaterThan(1);
    expect(marks.length).toBeLessThan(12);
    for (const mark of marks) expect(formatTick(mark, step).length).toBeLessThan(14);
  }
});

test('a scale maps ends to ends, also where their difference overflows', () => {
  const y = linear([-1.7e308, 1.7e308], [100, 0]);
  expect([y(-1.7e308), y(0), y(1.7e308)]).toEqual([100, 50, 0]);
});

test('ticks are written with the decimals of their step', () => {
  expect(formatTick(0, 0.1)).toBe('0');
  expect(formatTick(0.30000000000000004, 0.1)).toBe('0.3');
  expect(formatTick(-0.25, 0.05)).toBe('−0.25');
  expect(formatTick(2000, 500)).toBe('2000');
  expect(formatTick(2_500_000, 500_000)).toBe('2.5e6');
  expect(formatTick(3e-5, 1e-5)).toBe('3e−5');
});

test('numbers are written with four digits that count', () => {
  expect(formatNumber(0.81234)).toBe('0.8123');
  expect(formatNumber(90466.2)).toBe('90466');
  expect(formatNumber(1.2345e8)).toBe('1.23e8');
  expect(formatNumber(-0.00001)).toBe('−1.00e−5');
  expect(formatNumber(0)).toBe('0.000');
  expect([Number.NaN, -Infinity].map(formatNumber)).toEqual(['NaN', '−∞']);
});

test('amounts have three digits that count, and a prefix', () => {
  expect([0, 5, 999, 1000, 1234.5, 999_499, 999_500, 39_321_600].map(formatAmount)).toEqual([
    '0 ',
    '5 ',
    '999 ',
    '1.00 k',
    '1.23 k',
    '999 k',
    '1.00 M',
    '39.3 M',
  ]);
  expect(formatAmount(5e21)).toBe('5.00e+6 P');
});
