// internal: the innermost loop of every product of matrices and of every convolution
import type { V128 } from '../assembler/expression.ts';
import { type Body, type Func, integers, type Local } from '../assembler/func.ts';
import type { ModuleBuilder } from '../assembler/module.ts';
import { i32 } from '../assembler/scalars.ts';
import { f32x4, v128 } from '../assembler/vectors.ts';

/**
 * C[rows, columns] (+)= Σ_k A[rows, k] · B[k, columns], all of C's tile in registers while k runs:
 *
 *                 k →                      columns, in vectors of 4
 *               ┌───────────┐  a.row      ┌────┬────┐
 *        rows   │ a(i,k)  → │  ─────      │ B(k)  ↓ │ b.step
 *               └───────────┘             ├────┼────┤
 *               a.step from k to k + 1    │ acc(i,j)│ c.row
 *                                         └────┴────┘
 *
 * k may run through several segments of memory with jumps between: the rows of a convolution's window. All in bytes.
 */
export interface TileShape {
  readonly rows: number;
  readonly columns: number;
  readonly a: { readonly row: number; readonly step: number };
  readonly b: { readonly step: number };
  readonly c: { readonly row: number };
  /** After each segment. */
  readonly jump?: { readonly a: number; readonly b: number } | undefined;
  readonly epilogue?: Epilogue | undefined;
}

/** What becomes of a finished tile: + bias[columns], then an activation. */
export interface Epilogue {
  readonly bias: boolean;
  readonly activation?: ((x: V128) => V128) | undefined;
}

/** a · b + c; rounded once where the machine has it, see `Simd.relaxed`. */
export const multiplyAdd = ({ simd }: ModuleBuilder, a: V128, b: V128, c: V128): V128 =>
  simd.relaxed ? f32x4.relaxedMadd(a, b, c) : f32x4.add(f32x4.mul(a, b), c);

/**
 * `tile(a, b, c, depth, segments, resume, last, bias)`: k runs through `segments` times `depth`; `resume` goes on from
 * what is in C; `last` ends with the epilogue.
 */
export const emitTile = (m: ModuleBuilder, shape: TileShape): Func => {
  const { rows, columns, a: aSide, b: bSide, c: cSide, jump, epilogue } = shape;
  const vectors = Math.ceil(columns / 4);
  const each = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
  return m.func(
    undefined,
    integers('a', 'b', 'c', 'depth', 'segments', 'resume', 'last', 'bias'),
    (f, { a, b, c, depth, segments, resume, last, bias }) => {
      const acc = each(rows, () => f.several('v128', vectors));
      // Of the two operands of a turn the shorter one stays in registers, and the longer one comes by.
      const held = f.several('v128', Math.min(rows, vectors));
      const passing = f.local('v128');
      const k = f.local('i32');

      const forTile = (visit: (i: number, j: number) => void): void => {
        for (let i = 0; i < rows; i++) for (let j = 0; j < vectors; j++) visit(i, j);
      };
      f.if(
        resume,
        () => forTile((i, j) => f.set(acc[i]![j]!, v128.load(c, i * cSide.row + 16 * j))),
        () => forTile((i, j) => f.set(acc[i]![j]!, v128.zero())),
      );
      const segment = (): void => {
        f.set(k, depth);
        f.doWhile(
          () => {
            const elementOf = (i: number): V128 => v128.load32Splat(a, i * aSide.row);
            const rowOf = (j: number): V128 => v128.load(b, 16 * j);
            const accumulate = (i: number, j: number, element: V128, row: V128): void =>
              f.set(acc[i]![j]!, multiplyAdd(m, element, row, acc[i]![j]!));
            if (rows > vectors) {
              held.forEach((row, j) => {
                f.set(row, rowOf(j));
              });
              for (let i = 0; i < rows; i++) {
                f.set(passing, elementOf(i));
                held.forEach((row, j) => {
                  accumulate(i, j, passing, row);
                });
              }
            } else {
              held.forEach((element, i) => {
                f.set(element, elementOf(i));
              });
              for (let j = 0; j < vectors; j++) {
                f.set(passing, rowOf(j));
                held.forEach((element, i) => {
                  accumulate(i, j, element, passing);
                });
              }
            }
            f.add(a, aSide.step);
            f.add(b, bSide.step);
            f.add(k, -1);
          },
          () => k,
        );
      };
      if (jump === undefined) segment();
      else {
        f.times(segments, () => {
          segment();
          f.add(a, jump.a);
          f.add(b, jump.b);
        });
      }
      if (epilogue !== undefined) f.if(last, () => finish(f, epilogue, acc, bias, passing));
      forTile((i, j) => storeColumns(f, c, acc[i]![j]!, Math.min(4, columns - 4 * j), i * cSide.row + 16 * j));
    },
  );
};

const finish = (
  f: Body,
  { bias: hasBias, activation }: Epilogue,
  acc: readonly (readonly Local<'v128'>[])[],
  bias: Local<'i32'>,
  row: Local<'v128'>,
): void => {
  const vectors = acc[0]!.length;
  for (let j = 0; j < vectors; j++) {
    if (hasBias) f.set(row, v128.load(bias, 16 * j));
    for (const accRow of acc) {
      const sum = hasBias ? f32x4.add(accRow[j]!, row) : accRow[j]!;
      f.set(accRow[j]!, activation === undefined ? sum : activation(sum));
    }
  }
};

/** The first `count` of four lanes. */
export const storeColumns = (f: Body, address: Local<'i32'>, value: V128, count: number, offset: number): void => {
  if (count === 4) {
    f.store(address, value, offset);
    return;
  }
  if (count >= 2) f.storeLanes(address, value, 0, 2, offset);
  if (count % 2 === 1) f.storeLanes(address, value, count - 1, 1, offset + 4 * (count - 1));
};

/** How many of `length` there are before part `t` of `parts` parts that differ by one at most, the longer ones first. */
export const startOf = (t: Local<'i32'>, length: number, parts: number) => {
  const base = Math.floor(length / parts);
  const longer = length - base * parts;
  return longer === 0 ? i32.mul(t, base) : i32.add(i32.mul(t, base), i32.min(t, longer));
};
