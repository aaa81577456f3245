// internal: lines with margins of one number
import type { I32 } from '../../assembler/expression.ts';
import { integers } from '../../assembler/func.ts';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { i32 } from '../../assembler/scalars.ts';
import { inStrips, type NumberBytes, perRegister } from '../shared/strips.ts';
import { fillBytes, inAllLanes } from './fill.ts';

const run = integers('x', 'y', 'bits', 'left', 'length', 'right', 'above', 'rows', 'below', 'begin', 'end', 'scratch');

/**
 * Tables of `rows` lines of x, each of `length` bytes, within margins of the number with these bits:
 *
 *                 ┌──────────────────┐
 *                 │ above            │
 *     ┌──────┐    │     ┌──────┐     │
 *     │  x   │ →  │left │  x   │right│      left and right in bytes, above and below in lines
 *     └──────┘    │     └──────┘     │
 *                 │ below            │
 *                 └──────────────────┘
 *
 * `run(x, y, bits, left, length, right, above, rows, below, begin, end, scratch)`: lines [begin, end) of y.
 */
export const emitPad =
  (numberBytes: NumberBytes) =>
  (m: ModuleBuilder): void => {
    m.func('run', run, (f, { x, y, bits, left, length, right, above, rows, below, begin, end }) => {
      const value = inAllLanes(f, bits, numberBytes);
      const fill = (to: I32, bytes: I32): void => fillBytes(f, to, bytes, value, numberBytes);
      const whole = f.let(i32.add(left, i32.add(length, right)));
      const lines = f.let(i32.add(above, i32.add(rows, below)));
      const table = i32.divU(begin, lines);
      const line = f.let(i32.sub(i32.remU(begin, lines), above));
      const before = f.let(i32.max(line, 0));
      f.add(x, i32.mul(i32.add(i32.mul(table, rows), i32.min(before, rows)), length));
      f.add(y, i32.mul(begin, whole));
      f.times(i32.sub(end, begin), () => {
        f.if(
          i32.ltU(line, rows),
          () => {
            fill(y, left);
            const goal = f.let(i32.add(y, left));
            const source = f.let(x);
            inStrips(
              f,
              length,
              (strip, done) => {
                const [from, to] = [f.let(i32.add(source, done)), f.let(i32.add(goal, done))];
                perRegister(strip, (k) => strip.store(to, strip.load(from, k), k));
              },
              numberBytes,
            );
            fill(i32.add(goal, length), right);
            f.add(x, length);
          },
          () => fill(y, whole),
        );
        f.add(y, whole);
        f.add(line, 1);
        f.if(i32.eq(line, i32.add(rows, below)), () => f.set(line, i32.sub(0, above)));
      });
    });
  };
