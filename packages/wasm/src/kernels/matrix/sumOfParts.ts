// internal: the sum of products that each took a part of k
import { integers } from '../../assembler/func.ts';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { i32 } from '../../assembler/scalars.ts';
import { f32x4, v128 } from '../../assembler/vectors.ts';
import { inStrips, perRegister } from '../shared/strips.ts';
import type { Epilogue } from '../shared/tile.ts';

/**
 * y[r, j] = epilogue(Σ_p parts[p, r, j]), p from 0 on: `run(parts, y, bias, count, rows, length, begin, end, scratch)`,
 * rows [begin, end) of `length` numbers each.
 */
export const emitSumOfParts = (m: ModuleBuilder, { bias: hasBias, activation }: Epilogue): void => {
  const parameters = integers('parts', 'y', 'bias', 'count', 'rows', 'length', 'begin', 'end', 'scratch');
  m.func('run', parameters, (f, { parts, y, bias, count, rows, length, begin, end }) => {
    const bytes = f.let(i32.shl(length, 2));
    const apart = f.let(i32.mul(rows, bytes));
    f.range(begin, end, 1, (row) => {
      const first = f.let(i32.mul(row, bytes));
      inStrips(f, bytes, (strip, before) => {
        const sum = f.several('v128', strip.registers);
        for (const each of sum) f.set(each, v128.zero());
        const at = f.let(i32.add(i32.add(parts, first), before));
        f.times(count, () => {
          perRegister(strip, (k) => f.set(sum[k]!, f32x4.add(sum[k]!, strip.load(at, k))));
          f.add(at, apart);
        });
        if (hasBias) {
          const biasAt = f.let(i32.add(bias, before));
          perRegister(strip, (k) => f.set(sum[k]!, f32x4.add(sum[k]!, strip.load(biasAt, k))));
        }
        const to = f.let(i32.add(i32.add(y, first), before));
        perRegister(strip, (k) => strip.store(to, activation === undefined ? sum[k]! : activation(sum[k]!), k));
      });
    });
  });
};
