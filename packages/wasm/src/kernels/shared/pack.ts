// internal: copies of matrices in the order in which a product reads them
import { type Body, type Func, integers, type Local } from '../../assembler/func.ts';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { f32, i32 } from '../../assembler/scalars.ts';
import { v128 } from '../../assembler/vectors.ts';

/**
 * `pack(to, from, depth)`: one panel, to[k][i] = from[k * step + i], of `width` numbers a row.
 * A matrix whose rows are already in the order of k.
 */
export const emitPackRows = (m: ModuleBuilder, width: number, padded: number, step: number): Func =>
  m.func(undefined, integers('to', 'from', 'depth'), (f, { to, from, depth }) => {
    f.times(depth, () => {
      copy(f, to, from, width);
      f.add(to, 4 * padded);
      f.add(from, step);
    });
  });

const copy = (f: Body, to: Local<'i32'>, from: Local<'i32'>, width: number): void => {
  let i = 0;
  for (; i + 4 <= width; i += 4) f.store(to, v128.load(from, 4 * i), 4 * i);
  for (; i < width; i++) f.store(to, f32.load(from, 4 * i), 4 * i);
};

/**
 * `pack(to, from, depth)`: one panel, to[k][i] = from[i * row + k], of `width` numbers a row: a matrix that is to be
 * transposed. Four by four: four vectors along k become four along i.
 */
export const emitPackColumns = (m: ModuleBuilder, width: number, padded: number, row: number): Func =>
  m.func(undefined, integers('to', 'from', 'depth'), (f, { to, from, depth }) => {
    const rows = f.several('v128', 4);
    const pairs = f.several('v128', 4);
    const whole = width - (width % 4);
    const left = f.let(depth);
    const atLeast4 = () => i32.geS(left, 4);
    f.while(atLeast4, () => {
      for (let i = 0; i < whole; i += 4) {
        rows.forEach((r, q) => {
          f.set(r, v128.load(from, (i + q) * row));
        });
        transpose4(f, rows, pairs);
        rows.forEach((r, q) => {
          f.store(to, r, 4 * (q * padded + i));
        });
      }
      for (let i = whole; i < width; i++) {
        for (let q = 0; q < 4; q++) f.store(to, f32.load(from, i * row + 4 * q), 4 * (q * padded + i));
      }
      f.add(to, 16 * padded);
      f.add(from, 16);
      f.add(left, -4);
    });
    f.times(left, () => {
      for (let i = 0; i < width; i++) f.store(to, f32.load(from, i * row), 4 * i);
      f.add(to, 4 * padded);
      f.add(from, 4);
    });
  });

/** Rows of four become columns, in place. */
export const transpose4 = (f: Body, rows: readonly Local<'v128'>[], pairs: readonly Local<'v128'>[]): void => {
  const [a, b, c, d] = rows as [Local<'v128'>, Local<'v128'>, Local<'v128'>, Local<'v128'>];
  const [p, q, r, s] = pairs as [Local<'v128'>, Local<'v128'>, Local<'v128'>, Local<'v128'>];
  f.set(p, v128.shuffle(a, b, 0, 4, 1, 5));
  f.set(q, v128.shuffle(a, b, 2, 6, 3, 7));
  f.set(r, v128.shuffle(c, d, 0, 4, 1, 5));
  f.set(s, v128.shuffle(c, d, 2, 6, 3, 7));
  f.set(a, v128.shuffle(p, r, 0, 1, 4, 5));
  f.set(b, v128.shuffle(p, r, 2, 3, 6, 7));
  f.set(c, v128.shuffle(q, s, 0, 1, 4, 5));
  f.set(d, v128.shuffle(q, s, 2, 3, 6, 7));
};
