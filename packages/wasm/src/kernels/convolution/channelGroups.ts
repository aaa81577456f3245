// internal: numbers repeated in groups, and the sums of groups
import { integers } from '../../assembler/func.ts';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { f32, i32 } from '../../assembler/scalars.ts';
import { v128 } from '../../assembler/vectors.ts';
import { inStrips, perRegister } from '../shared/strips.ts';

const run = integers('x', 'y', 'group', 'begin', 'end', 'scratch');

/** y[i · group + g] = x[i]: `run(x, y, group, begin, end, scratch)`, numbers of x. */
export const emitRepeat = (m: ModuleBuilder): void => {
  m.func('run', run, (f, { x, y, group, begin, end }) => {
    const bytes = f.let(i32.shl(group, 2));
    const number = f.local('v128');
    f.range(begin, end, 1, (i) => {
      f.set(number, v128.load32Splat(i32.add(x, i32.shl(i, 2))));
      inStrips(f, bytes, (strip, before) => {
        const to = f.let(i32.add(i32.add(y, i32.mul(i, bytes)), before));
        perRegister(strip, (k) => strip.store(to, number, k));
      });
    });
  });
};

/** y[i] = Σ_g x[i · group + g], g from 0 on: `run(x, y, group, begin, end, scratch)`, numbers of y. */
export const emitSumOfGroups = (m: ModuleBuilder): void => {
  m.func('run', run, (f, { x, y, group, begin, end }) => {
    const sum = f.local('f32');
    const at = f.let(i32.add(x, i32.shl(i32.mul(begin, group), 2)));
    f.range(begin, end, 1, (i) => {
      f.set(sum, 0);
      f.times(group, () => {
        f.set(sum, f32.add(sum, f32.load(at)));
        f.add(at, 4);
      });
      f.store(i32.add(y, i32.shl(i, 2)), sum);
    });
  });
};
