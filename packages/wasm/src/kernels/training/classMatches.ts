// internal: which predictions name the class of their target
import type { I32 } from '../../assembler/expression.ts';
import { type Body, integers, type Local } from '../../assembler/func.ts';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { f32, i32 } from '../../assembler/scalars.ts';

/** What there is to know of one row. */
interface Greatest {
  readonly value: Local<'f32'>;
  readonly index: Local<'i32'>;
  readonly hasNaN: Local<'i32'>;
}

/**
 * `run(y, prediction, matches, begin, end, scratch)`, by rows of `classes` numbers: 1 where both rows have their
 * greatest at the same place, the first of equals, else 0; NaN where a row holds one, or the greatest of y is not above
 * 0.
 */
export const emitClassMatches = (m: ModuleBuilder, classes: number): void => {
  m.func('run', integers('y', 'prediction', 'matches', 'begin', 'end', 'scratch'), (f, args) => {
    const { y, prediction, matches, begin, end } = args;
    const [target, output] = [greatestOf(f), greatestOf(f)];
    const bytes = 4 * classes;
    f.range(begin, end, 1, (row) => {
      const offset = f.let(i32.mul(row, bytes));
      find(f, i32.add(y, offset), bytes, target);
      find(f, i32.add(prediction, offset), bytes, output);
      const at = f.let(i32.add(matches, i32.mul(row, 4)));
      const hasNoClass = i32.or(i32.or(target.hasNaN, output.hasNaN), i32.eqz(f32.gt(target.value, 0)));
      f.if(
        hasNoClass,
        () => f.store(at, f32.const(Number.NaN)),
        () => f.store(at, f32.convertS(i32.eq(target.index, output.index))),
      );
    });
  });
};

const greatestOf = (f: Body): Greatest => ({ value: f.local('f32'), index: f.local('i32'), hasNaN: f.local('i32') });

const find = (f: Body, row: I32, bytes: number, { value, index, hasNaN }: Greatest): void => {
  const number = f.local('f32');
  const start = f.let(row);
  f.set(value, Number.NEGATIVE_INFINITY);
  f.set(index, 0);
  f.set(hasNaN, 0);
  f.range(0, bytes, 4, (at) => {
    f.set(number, f32.load(i32.add(start, at)));
    f.set(hasNaN, i32.or(hasNaN, f32.ne(number, number)));
    f.if(f32.gt(number, value), () => {
      f.set(value, number);
      f.set(index, at);
    });
  });
};
