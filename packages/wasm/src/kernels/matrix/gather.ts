// internal: rows by their indices
import { integers } from '../../assembler/func.ts';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { i32 } from '../../assembler/scalars.ts';
import { inStrips, perRegister } from '../shared/strips.ts';

/**
 * y[b, o, i] = x[b, o, indices[b, i]], each a row of 32-bit numbers: x is [batch, outer, length, row], indices [batch,
 * count].
 *
 * `run(x, indices, y, outer, length, count, rowBytes, begin, end, scratch)`: rows of y.
 */
export const emitGather = (m: ModuleBuilder): void => {
  const run = integers('x', 'indices', 'y', 'outer', 'length', 'count', 'rowBytes', 'begin', 'end', 'scratch');
  m.func('run', run, (f, { x, indices, y, outer, length, count, rowBytes, begin, end }) => {
    const to = f.let(i32.add(y, i32.mul(begin, rowBytes)));
    const row = f.let(begin);
    const unfinished = () => i32.ltS(row, end);
    f.while(unfinished, () => {
      const block = f.let(i32.divU(row, count));
      const table = f.let(i32.add(x, i32.mul(i32.mul(block, length), rowBytes)));
      const first = f.let(i32.remU(row, count));
      const left = f.let(i32.sub(end, row));
      const rows = f.let(i32.sub(count, first));
      f.set(rows, i32.min(rows, left));
      const index = f.let(i32.add(i32.mul(i32.divU(block, outer), count), first));
      f.set(index, i32.add(indices, i32.shl(index, 2)));
      f.times(rows, () => {
        const from = f.let(i32.add(table, i32.mul(i32.load(index), rowBytes)));
        inStrips(f, rowBytes, (strip, before) => {
          const [source, target] = [f.let(i32.add(from, before)), f.let(i32.add(to, before))];
          perRegister(strip, (k) => strip.store(target, strip.load(source, k), k));
        });
        f.add(to, rowBytes);
        f.add(index, 4);
      });
      f.add(row, rows);
    });
  });
};
