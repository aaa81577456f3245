// internal: whether any or all of a line of truth values hold
import type { I32 } from '../../assembler/expression.ts';
import { integers } from '../../assembler/func.ts';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { i32 } from '../../assembler/scalars.ts';

/** By tfjs's names: how two become one, and what changes nothing. */
export const ofTruths = {
  All: { join: i32.and, neutral: 1 },
  Any: { join: i32.or, neutral: 0 },
} as const satisfies Record<string, { readonly join: (a: I32, b: I32) => I32; readonly neutral: number }>;

/** `run(x, y, length, inner, begin, end, scratch)`: from [outer, length, inner] to [outer, inner], by results. */
export const emitOfTruths = (m: ModuleBuilder, { join, neutral }: (typeof ofTruths)[keyof typeof ofTruths]): void => {
  m.func('run', integers('x', 'y', 'length', 'inner', 'begin', 'end', 'scratch'), (f, args) => {
    const { x, y, length, inner, begin, end } = args;
    f.range(begin, end, 1, (result) => {
      const before = i32.mul(i32.mul(i32.divU(result, inner), length), inner);
      const at = f.let(i32.add(i32.add(x, before), i32.remU(result, inner)));
      const joined = f.let(neutral);
      f.times(length, () => {
        f.set(joined, join(joined, i32.load8U(at)));
        f.add(at, inner);
      });
      f.store8(i32.add(y, result), joined);
    });
  });
};
