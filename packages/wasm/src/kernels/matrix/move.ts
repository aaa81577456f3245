// internal: numbers moved in lines, from places with strides to others
import { integers } from '../../assembler/func.ts';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { i32 } from '../../assembler/scalars.ts';
import { inStrips, type NumberBytes, perRegister } from '../shared/strips.ts';

const run = integers(
  ...(['x', 'y', 'length', 'step', 'goalStep', 'inner'] as const),
  ...(['innerStep', 'outerStep', 'innerGoal', 'outerGoal', 'begin', 'end', 'scratch'] as const),
);

/** In bytes. From here on the engine's own copy is faster, which takes a while to begin. */
const longRow = 4096;

/**
 * `run(x, y, length, step, goalStep, inner, innerStep, outerStep, innerGoal, outerGoal, begin, end, scratch)`: lines
 * [begin, end) of `length` numbers each. Line r = i · inner + j begins at x + i · outerStep + j · innerStep, and its
 * numbers are `step` bytes apart there. It goes to y + i · outerGoal + j · innerGoal, `goalStep` bytes apart.
 */
export const emitMove =
  (numberBytes: NumberBytes) =>
  (m: ModuleBuilder): void => {
    m.func('run', run, (f, args) => {
      const { x, y, length, step, goalStep, inner, innerStep, outerStep, innerGoal, outerGoal, begin, end } = args;
      const i = f.let(i32.divU(begin, inner));
      const j = f.let(i32.remU(begin, inner));
      const bytes = f.let(i32.mul(length, numberBytes));
      const isRow = f.let(i32.and(i32.eq(step, numberBytes), i32.eq(goalStep, numberBytes)));
      f.times(i32.sub(end, begin), () => {
        const from = f.let(i32.add(x, i32.add(i32.mul(i, outerStep), i32.mul(j, innerStep))));
        const to = f.let(i32.add(y, i32.add(i32.mul(i, outerGoal), i32.mul(j, innerGoal))));
        const inRow = (): void =>
          inStrips(
            f,
            bytes,
            (strip, before) => {
              const [source, goal] = [f.let(i32.add(from, before)), f.let(i32.add(to, before))];
              perRegister(strip, (k) => strip.store(goal, strip.load(source, k), k));
            },
            numberBytes,
          );
        const oneByOne = (): void =>
          f.times(length, () => {
            if (numberBytes === 1) f.store8(to, i32.load8U(from));
            else f.store(to, i32.load(from));
            f.add(from, step);
            f.add(to, goalStep);
          });
        f.if(isRow, () => f.if(i32.geU(bytes, longRow), () => f.copy(to, from, bytes), inRow), oneByOne);
        f.add(j, 1);
        f.if(i32.eq(j, inner), () => {
          f.set(j, 0);
          f.add(i, 1);
        });
      });
    });
  };
