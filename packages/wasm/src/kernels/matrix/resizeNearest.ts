// internal: pictures of other sizes, each pixel one of the old, and the gradient
import { integers } from '../../assembler/func.ts';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { i32 } from '../../assembler/scalars.ts';
import { f32x4 } from '../../assembler/vectors.ts';
import { inStrips, type NumberBytes, perRegister } from '../shared/strips.ts';

const sizes = integers('height', 'line', 'outHeight', 'outWidth', 'pixel', 'begin', 'end', 'scratch');

/**
 * y[b, i, j] = x[b, rows[i], columns[j]]
 *
 * `run(x, y, rows, columns, height, line, outHeight, outWidth, pixel, begin, end, scratch)`: rows [begin, end) of all
 * pictures of y. A line of x and a pixel are so many bytes; `rows` has numbers of lines, `columns` bytes.
 */
export const emitResizeNearest =
  (numberBytes: NumberBytes) =>
  (m: ModuleBuilder): void => {
    const run = { ...integers('x', 'y', 'rows', 'columns'), ...sizes };
    m.func('run', run, (f, { x, y, rows, columns, height, line, outHeight, outWidth, pixel, begin, end }) => {
      f.add(y, i32.mul(begin, i32.mul(outWidth, pixel)));
      f.range(begin, end, 1, (r) => {
        const row = i32.load(i32.add(rows, i32.shl(i32.remU(r, outHeight), 2)));
        const from = f.let(i32.add(x, i32.mul(i32.add(i32.mul(i32.divU(r, outHeight), height), row), line)));
        const column = f.let(columns);
        f.times(outWidth, () => {
          const at = f.let(i32.add(from, i32.load(column)));
          inStrips(
            f,
            pixel,
            (strip, before) => {
              const [source, goal] = [f.let(i32.add(at, before)), f.let(i32.add(y, before))];
              perRegister(strip, (k) => strip.store(goal, strip.load(source, k), k));
            },
            numberBytes,
          );
          f.add(y, pixel);
          f.add(column, 4);
        });
      });
    });
  };

/**
 * dx[b, h, w] = Σ dy[b, i, j] over all i with rows[i] = h and j with columns[j] = w, in their order.
 *
 * `run(dy, dx, firsts, columns, height, line, outHeight, outWidth, pixel, begin, end, scratch)`: rows [begin, end) of
 * all pictures of dx. Those of dy that belong to row h go from firsts[h] to before firsts[h + 1].
 */
export const emitResizeNearestGradient = (m: ModuleBuilder): void => {
  m.func('run', { ...integers('dy', 'dx', 'firsts', 'columns'), ...sizes }, (f, args) => {
    const { dy, dx, firsts, columns, height, line, outHeight, outWidth, pixel, begin, end } = args;
    const outLine = f.let(i32.mul(outWidth, pixel));
    f.range(begin, end, 1, (r) => {
      const goal = f.let(i32.add(dx, i32.mul(r, line)));
      f.clear(goal, line);
      const h = i32.add(firsts, i32.shl(i32.remU(r, height), 2));
      const first = f.let(i32.load(h));
      const count = i32.sub(i32.load(h, 4), first);
      const from = f.let(i32.add(dy, i32.mul(i32.add(i32.mul(i32.divU(r, height), outHeight), first), outLine)));
      f.times(count, () => {
        const column = f.let(columns);
        f.times(outWidth, () => {
          const to = f.let(i32.add(goal, i32.load(column)));
          inStrips(f, pixel, (strip, before) => {
            const [source, sum] = [f.let(i32.add(from, before)), f.let(i32.add(to, before))];
            perRegister(strip, (k) => strip.store(sum, f32x4.add(strip.load(sum, k), strip.load(source, k)), k));
          });
          f.add(from, pixel);
          f.add(column, 4);
        });
      });
    });
  });
};
