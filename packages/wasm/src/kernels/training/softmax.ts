// internal: the softmax of rows, and its logarithm
import { integers } from '../../assembler/func.ts';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { i32 } from '../../assembler/scalars.ts';
import { f32x4, v128 } from '../../assembler/vectors.ts';
import { keep } from '../elementwise/elementwise.ts';
import { expOfNegative } from '../elementwise/exponential.ts';
import { log } from '../elementwise/logarithm.ts';
import { across, greatest, overRow, type Rest } from '../shared/row.ts';

const { add, div, mul, splat, sub } = f32x4;

/**
 * `run(logits, p, bytes, begin, end, scratch)`: of rows [begin, end) of `bytes` bytes
 *
 *     p_c = exp(z_c - max z) / Σ exp(z - max z)
 *
 * The exponentials wait in `p`.
 */
export const emitSoftmax = (m: ModuleBuilder, left: Rest): void => {
  m.func('run', integers('logits', 'p', 'bytes', 'begin', 'end', 'scratch'), (f, args) => {
    const { logits, p, bytes, begin, end } = args;
    const expOf = expOfNegative(f);
    f.range(begin, end, 1, (row) => {
      const skipped = f.let(i32.mul(row, bytes));
      const [z, y] = [f.let(i32.add(logits, skipped)), f.let(i32.add(p, skipped))];
      const top = greatest(f, z, bytes, left);
      const sum = keep(f, v128.zero());
      overRow(f, bytes, left, (group, before) => {
        const each = keep(f, expOf(keep(f, sub(group.load(i32.add(z, before)), top))));
        group.store(i32.add(y, before), each);
        f.set(sum, add(sum, group.within(each, v128.zero())));
      });
      across(f, add, sum);
      const share = keep(f, div(splat(1), sum));
      overRow(f, bytes, left, (group, before) => {
        const at = i32.add(y, before);
        group.store(at, mul(group.load(at), share));
      });
    });
  });
};

/** As `emitSoftmax`, with log p_c = z_c - max z - log Σ exp(z - max z). */
export const emitLogSoftmax = (m: ModuleBuilder, left: Rest): void => {
  m.func('run', integers('logits', 'logP', 'bytes', 'begin', 'end', 'scratch'), (f, args) => {
    const { logits, logP, bytes, begin, end } = args;
    const [expOf, logOf] = [expOfNegative(f), log(f)];
    f.range(begin, end, 1, (row) => {
      const skipped = f.let(i32.mul(row, bytes));
      const [z, y] = [f.let(i32.add(logits, skipped)), f.let(i32.add(logP, skipped))];
      const top = greatest(f, z, bytes, left);
      const sum = keep(f, v128.zero());
      overRow(f, bytes, left, (group, before) => {
        const each = expOf(keep(f, sub(group.load(i32.add(z, before)), top)));
        f.set(sum, add(sum, group.within(each, v128.zero())));
      });
      across(f, add, sum);
      const logSum = keep(f, logOf(sum));
      overRow(f, bytes, left, (group, before) =>
        group.store(i32.add(y, before), sub(sub(group.load(i32.add(z, before)), top), logSum)),
      );
    });
  });
};
