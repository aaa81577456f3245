import { describe, expect, it } from 'vitest';
import { count, loss, milliseconds, percent, rate, seconds, timeLeft, wholePercent } from './numbers.ts';

describe('numbers', () => {
  it('writes counts, shares and losses as the page does', () => {
    expect([count(646_260), percent(0.7613), wholePercent(0.3649), milliseconds(3.14), milliseconds(412.3)]).toEqual([
      '646,260',
      '76.1 %',
      '36 %',
      '3.1 ms',
      '412 ms',
    ]);
  });

  it.each([
    [5e-4, '5e-4'],
    [0.05, '0.05'],
    [10, '10'],
    [100, '100'],
    [1.5e-5, '1.5e-5'],
    [1, '1'],
  ])('writes the rate %d as people type it', (value, text) => expect(rate(value)).toBe(text));

  it('writes a loss past all bounds by its power of ten', () =>
    expect([0.2463, 728.343, 1e16].map(loss)).toEqual(['0.246', '728.343', '1.0e+16']));

  it.each([
    [0.31, '0.3 s'],
    [4.12, '4.1 s'],
    [9.97, '10 s'],
    [41, '41 s'],
    [99.6, '2 min'],
    [3420, '57 min'],
    [4800, '1 h 20 min'],
  ])('writes %d seconds', (value, text) => expect(seconds(value)).toBe(text));

  it.each([
    [0.4, 'under 1 s left'],
    [3.4, '3 s left'],
    [26.2, '26 s left'],
    [600, '10 min left'],
  ])('guesses that %d seconds are left', (value, text) => expect(timeLeft(value)).toBe(text));
});
