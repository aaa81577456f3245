// internal: rows of one tensor or of another
import { select } from '../../assembler/expression.ts';
import { integers } from '../../assembler/func.ts';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { i32 } from '../../assembler/scalars.ts';

/** `run(condition, yes, no, y, bytes, begin, end, scratch)`: rows of `bytes` bytes, of `yes` where it holds. */
export const emitSelectRows = (m: ModuleBuilder): void => {
  m.func('run', integers('condition', 'yes', 'no', 'y', 'bytes', 'begin', 'end', 'scratch'), (f, args) => {
    const { condition, yes, no, y, bytes, begin, end } = args;
    f.range(begin, end, 1, (row) => {
      const skipped = f.let(i32.mul(row, bytes));
      const holds = i32.load8U(i32.add(condition, row));
      f.copy(i32.add(y, skipped), i32.add(select(holds, yes, no), skipped), bytes);
    });
  });
};
