// internal: sums, greatest and least numbers along one axis
import { type I32, selectVector, type V128 } from '../../assembler/expression.ts';
import type { Local } from '../../assembler/func.ts';
import { integers } from '../../assembler/func.ts';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { f32, i32 } from '../../assembler/scalars.ts';
import { f32x4, v128 } from '../../assembler/vectors.ts';
import { keep, type Vector } from '../elementwise/elementwise.ts';
import { inStrips, perRegister } from '../shared/strips.ts';

/** How two numbers become one, in any order, and the number that changes nothing. */
export interface Join {
  readonly join: (a: V128, b: V128) => V128;
  readonly neutral: number;
  readonly flops: 0 | 1;
}

/** NaN anywhere makes all NaN. */
export const joins = {
  sum: { join: f32x4.add, neutral: 0, flops: 1 },
  max: { join: f32x4.max, neutral: Number.NEGATIVE_INFINITY, flops: 0 },
  min: { join: f32x4.min, neutral: Number.POSITIVE_INFINITY, flops: 0 },
} as const satisfies Record<string, Join>;

/**
 * x is [outer, length, inner]; the axis in the middle is cut into chunks, each of which becomes one number:
 *
 *                     inner                                  inner
 *          ┌─────────┬─────────┬───┐                   ┌─────────┬─────────┬───┐
 *          │ tile  ↓ │ tile  ↓ │ ↓ │  chunk       →    │         │         │   │  chunks
 *  length  ├─────────┼─────────┼───┤                   └─────────┴─────────┴───┘
 *          │       ↓ │       ↓ │ ↓ │  chunk            which is cut again, until one is left
 *          └─────────┴─────────┴───┘
 *
 * Each part of a kernel's work is a chunk of a tile. Within one, numbers are added up in blocks, and blocks to a total,
 * so that errors grow with the root of a chunk's length. How the shape is cut is settled by the shape alone.
 */
export const chunkOf = (inner: number): number => (inner === 1 ? 4096 : 256);
export const tileOf = (inner: number): number => (inner === 1 ? 1 : 256);

const rowsInBlock = 16;

const parameters = integers('x', 'y', 'length', 'inner', 'chunk', 'chunks', 'divisor', 'begin', 'end', 'scratch');

/**
 * Exports `run(x, y, length, inner, chunk, chunks, divisor, begin, end, scratch)` for inner = 1; the divisor is a
 * float's bits.
 */
export const emitReduceRows = (m: ModuleBuilder, { join, neutral }: Join): void => {
  m.func('run', parameters, (f, { x, y, length, chunk, chunks, divisor, begin, end }) => {
    const share = keep(f, f32x4.splat(f32.reinterpret(divisor)));
    const nothing = keep(f, f32x4.splat(neutral));
    const block = f.several('v128', 4);
    const total = f.several('v128', 4);
    const clear = (sums: readonly Vector[]): void => {
      for (const sum of sums) f.set(sum, nothing);
    };
    const closeBlock = (): void => {
      for (const [i, sum] of total.entries()) f.set(sum, join(sum, block[i]!));
      clear(block);
    };
    f.range(begin, end, 1, (part) => {
      const before = f.let(i32.mul(i32.remU(part, chunks), chunk));
      const row = i32.divU(part, chunks);
      const at = f.let(i32.add(x, i32.shl(i32.add(i32.mul(row, length), before), 2)));
      const left = f.let(i32.sub(length, before));
      f.set(left, i32.min(left, chunk));
      const vectors = (count: number): void => {
        for (let i = 0; i < count; i++) f.set(block[i]!, join(block[i]!, v128.load(at, 16 * i)));
        f.add(at, 16 * count);
        f.add(left, -4 * count);
      };
      const atLeast =
        (numbers: number): (() => I32) =>
        () =>
          i32.geS(left, numbers);
      clear(block);
      clear(total);
      f.while(atLeast(16 * rowsInBlock), () => {
        f.times(rowsInBlock, () => vectors(4));
        closeBlock();
      });
      f.while(atLeast(16), () => vectors(4));
      f.while(atLeast(4), () => vectors(1));
      f.times(left, () => {
        f.set(block[0]!, join(block[0]!, v128.shuffle(v128.load32Zero(at), nothing, 0, 5, 6, 7)));
        f.add(at, 4);
      });
      closeBlock();
      const [a, b, c, d] = total as readonly Vector[] as [Vector, Vector, Vector, Vector];
      f.set(a, join(join(a, b), join(c, d)));
      f.set(a, join(a, v128.shuffle(a, a, 2, 3, 0, 1)));
      f.set(a, join(a, v128.shuffle(a, a, 1, 0, 3, 2)));
      f.storeLanes(i32.add(y, i32.shl(part, 2)), f32x4.div(a, share), 0, 1);
    });
  });
};

/** As `emitReduceRows`, for inner > 1: in blocks of rows, each from left to right, with the totals in y. */
export const emitReduceColumns = (m: ModuleBuilder, { join, neutral }: Join): void => {
  m.func('run', parameters, (f, { x, y, length, inner, chunk, chunks, divisor, begin, end }) => {
    const share = keep(f, f32x4.splat(f32.reinterpret(divisor)));
    const nothing = keep(f, f32x4.splat(neutral));
    const tiles = f.let(i32.divU(i32.add(inner, tileOf(0) - 1), tileOf(0)));
    const step = f.let(i32.shl(inner, 2));
    f.range(begin, end, 1, (part) => {
      const column = f.let(i32.mul(i32.remU(part, tiles), tileOf(0)));
      const line = f.let(i32.divU(part, tiles));
      const before = f.let(i32.mul(i32.remU(line, chunks), chunk));
      const place = (base: Local<'i32'>, row: I32): Local<'i32'> =>
        f.let(i32.add(base, i32.shl(i32.add(i32.mul(row, inner), column), 2)));
      const from = place(x, i32.add(i32.mul(i32.divU(line, chunks), length), before));
      const to = place(y, line);
      const columns = f.let(i32.sub(inner, column));
      const bytes = f.let(i32.shl(i32.min(columns, tileOf(0)), 2));
      const left = f.let(i32.sub(length, before));
      f.set(left, i32.min(left, chunk));

      const isFirst = f.let(1);
      const more = (): I32 => i32.gtS(left, 0);
      f.doWhile(() => {
        const rows = f.let(i32.min(left, rowsInBlock));
        f.add(left, i32.sub(0, rows));
        inStrips(f, bytes, (strip, before) => {
          const at = f.let(i32.add(from, before));
          const total = f.let(i32.add(to, before));
          const block = f.several('v128', strip.registers);
          perRegister(strip, (k) => f.set(block[k]!, nothing));
          f.times(rows, () => {
            perRegister(strip, (k) => f.set(block[k]!, join(block[k]!, strip.load(at, k))));
            f.add(at, step);
          });
          perRegister(strip, (k) => {
            f.set(block[k]!, join(selectVector(isFirst, nothing, strip.load(total, k)), block[k]!));
            strip.store(total, selectVector(more(), block[k]!, f32x4.div(block[k]!, share)), k);
          });
        });
        f.add(from, i32.mul(rows, step));
        f.set(isFirst, 0);
      }, more);
    });
  });
};
