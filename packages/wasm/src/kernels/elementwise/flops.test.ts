import { expect, it } from 'vitest';
import { f32x4 } from '../../assembler/vectors.ts';
import { adamFormula, momentumFormula, rmspropFormula } from '../training/stepFormulas.ts';
import { arithmetic, comparisons } from './binary.ts';
import { type Formula, keep } from './elementwise.ts';
import { flopsOf } from './flops.ts';
import { integerArithmetic } from './integer.ts';
import { unary } from './unary.ts';

it('each operation on floats counts once, comparisons and integers not at all', () => {
  expect([arithmetic.Add, arithmetic.RealDiv, unary.Sqrt, unary.Square].map(flopsOf)).toEqual([1, 1, 1, 1]);
  expect([arithmetic.SquaredDifference, unary.Rsqrt].map(flopsOf)).toEqual([2, 2]);
  expect([arithmetic.Maximum, comparisons.Less, unary.Relu, unary.Abs].map(flopsOf)).toEqual([0, 0, 0, 0]);
  expect(flopsOf(integerArithmetic.Add!)).toBe(0);
});

it('what is kept counts once, however often it is read; what stands before the loop, never', () => {
  const formula: Formula = (f) => {
    const two = keep(f, f32x4.add(f32x4.splat(1), f32x4.splat(1)));
    return (x) => {
      const sum = keep(f, f32x4.add(x!, two));
      return f.multiplyAdd(sum, sum, sum);
    };
  };
  expect(flopsOf(formula)).toBe(3);
});

it('steps of optimizers', () => {
  // M: · · +, V: · · · +, p: √ + / · -
  expect(flopsOf(adamFormula.next)).toBe(12);
  // v: · · +, p: -; looking ahead: · · + and · + -
  expect([false, true].map((nesterov) => flopsOf(momentumFormula(nesterov).next))).toEqual([4, 6]);
  // V: · · +, p: + √ / · -
  expect(flopsOf(rmspropFormula.next)).toBe(8);
});

it('an exponential is a polynomial', () => {
  expect(flopsOf(unary.Exp)).toBeGreaterThan(10);
  expect(flopsOf(unary.Exp)).toBeLessThan(40);
});
