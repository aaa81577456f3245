// internal: the cross-entropy of a softmax, and its gradient
import { integers } from '../../assembler/func.ts';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { i32 } from '../../assembler/scalars.ts';
import { f32x4, v128 } from '../../assembler/vectors.ts';
import { keep } from '../elementwise/elementwise.ts';
import { exp } from '../elementwise/exponential.ts';
import { log } from '../elementwise/logarithm.ts';
import { across, greatest, overRow, type Rest } from '../shared/row.ts';

const { add, div, eq, mul, neg, pmax, splat, sub } = f32x4;
const { bitselect } = v128;

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
