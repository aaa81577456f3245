// internal: the cross-entropy of a softmax, and its gradient
import type { I32, V128 } from '../../assembler/expression.ts';
import type { Body, Local } from '../../assembler/func.ts';
import { integers } from '../../assembler/func.ts';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { i32 } from '../../assembler/scalars.ts';
import { f32x4, i32x4, v128 } from '../../assembler/vectors.ts';
import { keep, type Vector } from '../elementwise/elementwise.ts';
import { exp } from '../elementwise/exponential.ts';
import { log } from '../elementwise/logarithm.ts';

const { add, div, eq, max, mul, neg, pmax, splat, sub } = f32x4;
const { bitselect, shuffle } = v128;

/** Neighbouring classes of a row: four, or at its end those that are left. */
interface Group {
  load(address: I32): V128;
  store(address: I32, value: V128): void;
  /** The value, but `other` in the lanes beyond the row. */
  within(value: V128, other: V128): V128;
}

const whole = (f: Body): Group => ({
  load: v128.load,
  store: (address, value) => f.store(address, value),
  within: (value) => value,
});

const rest = (f: Body, count: number): Group => {
  const [one, two] = [(address: I32) => v128.load32Zero(address), (address: I32) => v128.load64Zero(address)];
  const three = (address: I32) => shuffle(two(address), v128.load32Zero(address, 8), 0, 1, 4, 5);
  const lanes = [1, 2, 3, 4].map((lane) => (lane <= count ? -1 : 0)) as [number, number, number, number];
  return {
    load: [one, two, three][count - 1]!,
    store: (address, value) => {
      if (count > 1) f.storeLanes(address, value, 0, 2);
      if (count !== 2) f.storeLanes(address, value, count - 1, 1, 4 * (count - 1));
    },
    within: (value, other) => bitselect(value, other, i32x4.const(...lanes)),
  };
};

/** How many classes stand beyond the last four: kernels are made for one such number. */
export type Rest = 0 | 1 | 2 | 3;

/** A row of `bytes` bytes, group by group: `visit` with the bytes before it. */
const overRow = (
  f: Body,
  bytes: Local<'i32'>,
  left: Rest,
  visit: (group: Group, before: Local<'i32'>) => void,
): void => {
  const before = f.let(0);
  f.while(
    () => i32.leS(i32.add(before, 16), bytes),
    () => {
      visit(whole(f), before);
      f.add(before, 16);
    },
  );
  if (left !== 0) visit(rest(f, left), before);
};

/** All lanes combined, in every lane. */
const across = (f: Body, combine: (a: V128, b: V128) => V128, value: Vector): void => {
  f.set(value, combine(value, shuffle(value, value, 2, 3, 0, 1)));
  f.set(value, combine(value, shuffle(value, value, 1, 0, 3, 2)));
};

/** The greatest of a row; NaN, where there is one. */
const greatest = (f: Body, z: Local<'i32'>, bytes: Local<'i32'>, left: Rest): Vector => {
  const lowest = keep(f, splat(Number.NEGATIVE_INFINITY));
  const found = keep(f, lowest);
  overRow(f, bytes, left, (group, before) =>
    f.set(found, max(found, group.within(group.load(i32.add(z, before)), lowest))),
  );
  across(f, max, found);
  return found;
};

/**
 * `run(logits, target, loss, bytes, begin, end, scratch)`: of rows [begin, end) of `bytes` bytes
 *
 *     -Σ_c y_c (z_c - max z - log Σ exp(z - max z))
 *
 * Where y_c is 0, an infinite logarithm is made a finite one, for 0 · log 0 to be 0.
 */
export const emitSoftmaxCrossEntropy = (m: ModuleBuilder, left: Rest): void => {
  m.func('run', integers('logits', 'target', 'loss', 'bytes', 'begin', 'end', 'scratch'), (f, args) => {
    const { logits, target, loss, bytes, begin, end } = args;
    const [expOf, logOf] = [exp(f), log(f)];
    const [lowest, least] = [keep(f, splat(Number.NEGATIVE_INFINITY)), keep(f, splat(-(2 - 2 ** -23) * 2 ** 127))];
    f.range(begin, end, 1, (row) => {
      const z = f.let(i32.add(logits, i32.mul(row, bytes)));
      const y = f.let(i32.add(target, i32.mul(row, bytes)));
      const top = greatest(f, z, bytes, left);
      const sum = keep(f, v128.zero());
      overRow(f, bytes, left, (group, before) => {
        const lowered = keep(f, sub(group.load(i32.add(z, before)), top));
        f.set(sum, add(sum, group.within(expOf(lowered), v128.zero())));
      });
      across(f, add, sum);
      const logSum = keep(f, logOf(sum));
      const total = keep(f, v128.zero());
      overRow(f, bytes, left, (group, before) => {
        const logP = sub(sub(group.load(i32.add(z, before)), top), logSum);
        const weight = keep(f, group.load(i32.add(y, before)));
        const weighted = mul(weight, pmax(logP, bitselect(least, lowest, eq(weight, v128.zero()))));
        f.set(total, add(total, group.within(weighted, v128.zero())));
      });
      across(f, add, total);
      f.storeLanes(i32.add(loss, i32.shl(row, 2)), neg(total), 0, 1);
    });
  });
};

/**
 * `run(dy, logits, target, slope, bytes, begin, end, scratch)`: of rows [begin, end) of `bytes` bytes
 *
 *     dy (p_c Σ y - y_c),   p_c = exp(z_c - max z) / Σ exp(z - max z)
 *
 * The exponentials wait in `slope`.
 */
export const emitSoftmaxCrossEntropyGrad = (m: ModuleBuilder, left: Rest): void => {
  m.func('run', integers('dy', 'logits', 'target', 'slope', 'bytes', 'begin', 'end', 'scratch'), (f, args) => {
    const { dy, logits, target, slope, bytes, begin, end } = args;
    const expOf = exp(f);
    f.range(begin, end, 1, (row) => {
      const skipped = f.let(i32.mul(row, bytes));
      const z = f.let(i32.add(logits, skipped));
      const y = f.let(i32.add(target, skipped));
      const dz = f.let(i32.add(slope, skipped));
      const top = greatest(f, z, bytes, left);
      const sum = keep(f, v128.zero());
      const weight = keep(f, v128.zero());
      overRow(f, bytes, left, (group, before) => {
        const lowered = keep(f, sub(group.load(i32.add(z, before)), top));
        const each = keep(f, expOf(lowered));
        group.store(i32.add(dz, before), each);
        f.set(sum, add(sum, group.within(each, v128.zero())));
        f.set(weight, add(weight, group.load(i32.add(y, before))));
      });
      across(f, add, sum);
      across(f, add, weight);
      const above = keep(f, v128.load32Splat(i32.add(dy, i32.shl(row, 2))));
      overRow(f, bytes, left, (group, before) => {
        const p = div(group.load(i32.add(dz, before)), sum);
        const each = sub(mul(p, weight), group.load(i32.add(y, before)));
        group.store(i32.add(dz, before), mul(above, each));
      });
    });
  });
};
