import { expect, test } from 'vitest';
import { piecewiseConstantDecay } from './piecewiseConstantDecay.ts';

test('a boundary is the last step of its piece', () => {
  const rate = piecewiseConstantDecay({ boundaries: [2, 4], values: [1, 0.5, 0.1] });
  expect([0, 1, 2, 3, 4, 5, 6].map(rate)).toEqual([1, 1, 1, 0.5, 0.5, 0.1, 0.1]);
});

test('without boundaries there is one rate', () => {
  expect(piecewiseConstantDecay({ boundaries: [], values: [0.3] })(100)).toBe(0.3);
});

test.each([
  [{ boundries: [1] } as never, 'piecewiseConstantDecay: unknown option "boundries"; did you mean "boundaries"?'],
  [{ values: [1] } as never, 'piecewiseConstantDecay: boundaries must be a list of numbers, got undefined'],
  [{ boundaries: [1], values: [1] }, 'there must be one value more than boundaries, got 1 values for 1 boundaries'],
  [{ boundaries: [4, 2], values: [1, 2, 3] }, 'piecewiseConstantDecay: boundaries must rise, got [4, 2]'],
  [{ boundaries: [0.5], values: [1, 2] }, 'each boundary must be a safe integer of at least 0, got 0.5'],
  [{ boundaries: [1], values: new Array(2) }, 'each value must be a number of at least 0, got undefined'],
  [{ boundaries: [1], values: [1, -2] }, 'each value must be a number of at least 0, got -2'],
])('what does not fit together is refused (%#)', (options, message) => {
  expect(() => piecewiseConstantDecay(options)).toThrow(message);
});
