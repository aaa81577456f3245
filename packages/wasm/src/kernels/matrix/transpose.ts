// internal: matrices turned over
import type { Body, Local } from '../../assembler/func.ts';
import { integers } from '../../assembler/func.ts';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { f32, i32 } from '../../assembler/scalars.ts';
import { v128 } from '../../assembler/vectors.ts';
import { transpose4 } from '../shared/pack.ts';

/** How many columns of a matrix are a part of the work: rows of its result that are written side by side. */
export const columnsInStrip = 8;

/**
 * y[k, j, i] = x[k, i, j], of `rows` by `columns` numbers of 32 bits. A strip of columns goes down in blocks of four by
 * four:
 *
 *      x  ┌──┬──┬─────┐      y  ┌──┬──┬──
 *         │ab│cd│     │         │aA│  │        four rows are read,
 *         │AB│CD│     │    →    │bB│  │        eight are written
 *         ├──┼──┤     │         ├──┼──┤
 *         │ ↓│ ↓│     │         │cC│ →│
 *         │  │  │     │         │dD│  │
 *
 * Exports `run(x, y, rows, columns, begin, end, scratch)`: strips [begin, end) of all matrices.
 */
export const emitTranspose = (m: ModuleBuilder): void => {
  m.func('run', integers('x', 'y', 'rows', 'columns', 'begin', 'end', 'scratch'), (f, args) => {
    const { x, y, rows, columns, begin, end } = args;
    const strips = f.let(i32.divU(i32.add(columns, columnsInStrip - 1), columnsInStrip));
    const step = f.let(i32.shl(columns, 2));
    const outStep = f.let(i32.shl(rows, 2));
    const [block, pairs] = [f.several('v128', 4), f.several('v128', 4)];

    f.range(begin, end, 1, (part) => {
      const column = f.let(i32.mul(i32.remU(part, strips), columnsInStrip));
      const matrix = i32.mul(i32.divU(part, strips), i32.mul(rows, columns));
      const matrixAt = f.let(i32.shl(matrix, 2));
      const from = f.let(i32.add(x, i32.add(matrixAt, i32.shl(column, 2))));
      const to = f.let(i32.add(y, i32.add(matrixAt, i32.mul(column, outStep))));
      const left = f.let(i32.sub(columns, column));
      f.set(left, i32.min(left, columnsInStrip));

      for (const width of [columnsInStrip, 4, 1]) {
        f.while(
          () => i32.geS(left, width),
          () => {
            const at = f.let(from);
            const put = addresses(f, to, outStep, width);
            const down = f.let(rows);
            if (width >= 4) {
              f.while(
                () => i32.geS(down, 4),
                () => {
                  const get = addresses(f, at, step, 4);
                  for (let k = 0; k < width; k += 4) {
                    for (const [q, row] of block.entries()) f.set(row, v128.load(get[q]!, 4 * k));
                    transpose4(f, block, pairs);
                    for (const [q, row] of block.entries()) f.store(put[k + q]!, row);
                  }
                  for (const address of put) f.add(address, 16);
                  f.add(at, i32.shl(step, 2));
                  f.add(down, -4);
                },
              );
            }
            f.times(down, () => {
              for (const [k, address] of put.entries()) f.store(address, f32.load(at, 4 * k));
              for (const address of put) f.add(address, 4);
              f.add(at, step);
            });
            f.add(from, 4 * width);
            f.add(to, i32.mul(outStep, width));
            f.add(left, -width);
          },
        );
      }
    });
  });
};

/** start, start + step, and so on. */
const addresses = (f: Body, start: Local<'i32'>, step: Local<'i32'>, count: number): readonly Local<'i32'>[] => {
  const made = [f.let(start)];
  while (made.length < count) made.push(f.let(i32.add(made.at(-1)!, step)));
  return made;
};
