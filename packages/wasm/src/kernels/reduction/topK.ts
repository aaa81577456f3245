// internal: the greatest numbers of a row, and where they are
import { type Expression, select } from '../../assembler/expression.ts';
import { integers, type Local } from '../../assembler/func.ts';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { f32, i32 } from '../../assembler/scalars.ts';

const least = -(2 ** 31);
const most = 2 ** 31 - 1;

/** An integer that is as much greater or less as the number is; -0 is 0, and NaN less than all. */
const rankOf = (number: Local<'f32'>, bits: Local<'i32'>): Expression<'i32'> => {
  const ordered = i32.xor(bits, i32.and(i32.shrS(bits, 31), most));
  return select(f32.ne(number, number), i32.const(least), ordered);
};

/**
 * `run(x, values, indices, length, k, begin, end, scratch)`, by rows: k times the next of those that are left, of
 * equals the first. A row is gone through k times: for small k.
 */
export const emitTopK = (m: ModuleBuilder, dtype: 'float32' | 'int32'): void => {
  const names = integers('x', 'values', 'indices', 'length', 'k', 'begin', 'end', 'scratch');
  m.func('run', names, (f, { x, values, indices, length, k, begin, end }) => {
    const number = f.local('f32');
    const bits = f.local('i32');
    const rank = f.local('i32');
    const row = f.let(i32.add(x, i32.shl(i32.mul(begin, length), 2)));
    const first = i32.shl(i32.mul(begin, k), 2);
    const [value, index] = [f.let(i32.add(values, first)), f.let(i32.add(indices, first))];
    const setRank = (at: Local<'i32'>): void => {
      if (dtype === 'int32') {
        f.set(rank, i32.load(at));
        return;
      }
      f.set(number, f32.add(f32.load(at), 0));
      f.set(bits, i32.reinterpret(number));
      f.set(rank, rankOf(number, bits));
    };
    f.times(i32.sub(end, begin), () => {
      const [lastRank, lastPlace] = [f.let(most), f.let(-1)];
      f.times(k, () => {
        const [bestRank, bestPlace] = [f.let(least), f.let(-1)];
        const at = f.let(row);
        f.range(0, length, 1, (i) => {
          setRank(at);
          f.add(at, 4);
          const isLeft = i32.or(i32.ltS(rank, lastRank), i32.and(i32.eq(rank, lastRank), i32.gtS(i, lastPlace)));
          const isBetter = i32.or(i32.ltS(bestPlace, 0), i32.gtS(rank, bestRank));
          f.if(i32.and(isLeft, isBetter), () => {
            f.set(bestRank, rank);
            f.set(bestPlace, i);
          });
        });
        f.store(value, i32.load(i32.add(row, i32.shl(bestPlace, 2))));
        f.store(index, bestPlace);
        f.add(value, 4);
        f.add(index, 4);
        f.set(lastRank, bestRank);
        f.set(lastPlace, bestPlace);
      });
      f.add(row, i32.shl(length, 2));
    });
  });
};
