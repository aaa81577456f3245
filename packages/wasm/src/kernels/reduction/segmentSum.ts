// internal: sums over the rows of each segment
import type { V128 } from '../../assembler/expression.ts';
import { integers } from '../../assembler/func.ts';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { i32 } from '../../assembler/scalars.ts';
import { inStrips, perRegister } from '../shared/strips.ts';

/**
 * y[s] = Σ over the rows i with ids[i] = s, of x[i], i from 0 on. Ids outside of the segments are left out.
 *
 * `run(x, ids, y, rows, rowBytes, begin, end, scratch)`: segments. Each part looks at all ids and takes its own.
 */
export const emitSegmentSum =
  (add: (a: V128, b: V128) => V128) =>
  (m: ModuleBuilder): void => {
    const run = integers('x', 'ids', 'y', 'rows', 'rowBytes', 'begin', 'end', 'scratch');
    m.func('run', run, (f, { x, ids, y, rows, rowBytes, begin, end }) => {
      const own = f.let(i32.add(y, i32.mul(begin, rowBytes)));
      const segments = f.let(i32.sub(end, begin));
      f.clear(own, i32.mul(segments, rowBytes));
      const segment = f.local('i32');
      f.times(rows, () => {
        f.set(segment, i32.sub(i32.load(ids), begin));
        f.if(i32.ltU(segment, segments), () => {
          const row = f.let(i32.add(own, i32.mul(segment, rowBytes)));
          inStrips(f, rowBytes, (strip, before) => {
            const [at, to] = [f.let(i32.add(x, before)), f.let(i32.add(row, before))];
            perRegister(strip, (k) => strip.store(to, add(strip.load(to, k), strip.load(at, k)), k));
          });
        });
        f.add(ids, 4);
        f.add(x, rowBytes);
      });
    });
  };
