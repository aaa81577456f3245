// internal: 32-bit numbers moved into lines, from places with strides
import { integers } from '../../assembler/func.ts';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { f32, i32 } from '../../assembler/scalars.ts';
import { inStrips, perRegister } from '../shared/strips.ts';

const run = integers('x', 'y', 'length', 'step', 'inner', 'innerStep', 'outerStep', 'begin', 'end', 'scratch');

/**
 * `run(x, y, length, step, inner, innerStep, outerStep, begin, end, scratch)`: lines [begin, end) of y, of `length`
 * numbers each, one after the other. Line r = i · inner + j begins at x + i · outerStep + j · innerStep, and its
 * numbers are `step` bytes apart there.
 */
export const emitMove = (m: ModuleBuilder): void => {
  m.func('run', run, (f, { x, y, length, step, inner, innerStep, outerStep, begin, end }) => {
    const i = f.let(i32.divU(begin, inner));
    const j = f.let(i32.remU(begin, inner));
    const bytes = f.let(i32.shl(length, 2));
    f.add(y, i32.mul(begin, bytes));
    f.times(i32.sub(end, begin), () => {
      const from = f.let(i32.add(x, i32.add(i32.mul(i, outerStep), i32.mul(j, innerStep))));
      f.if(
        i32.eq(step, 4),
        () =>
          inStrips(f, bytes, (strip, before) => {
            const [source, goal] = [f.let(i32.add(from, before)), f.let(i32.add(y, before))];
            perRegister(strip, (k) => strip.store(goal, strip.load(source, k), k));
          }),
        () => {
          const goal = f.let(y);
          f.times(length, () => {
            f.store(goal, f32.load(from));
            f.add(goal, 4);
            f.add(from, step);
          });
        },
      );
      f.add(y, bytes);
      f.add(j, 1);
      f.if(i32.eq(j, inner), () => {
        f.set(j, 0);
        f.add(i, 1);
      });
    });
  });
};
