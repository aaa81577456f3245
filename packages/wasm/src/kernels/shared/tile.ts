// internal: the innermost loop of every product of matrices and of every convolution
import type { V128 } from '../../assembler/expression.ts';
import { type Body, type Func, integers, type Local } from '../../assembler/func.ts';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { f32x4, v128 } from '../../assembler/vectors.ts';

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
  /** Whether k runs through segments, with a jump in A from the end of each to the next; else there is one. */
  readonly jumps?: boolean | undefined;
  readonly epilogue?: Epilogue | undefined;
}

/** What becomes of a finished tile: + bias[columns], then an activation. */
export interface Epilogue {
  readonly bias: boolean;
  readonly activation?: ((x: V128) => V128) | undefined;
}

/** Of each number of y: the activation is a comparison at most. */
export const flopsOfEpilogue = (epilogue: Epilogue | undefined): number => (epilogue?.bias ? 1 : 0);

/**
 * The most numbers of k that a tile sums up one after the other; then they are added to C. The error of a sum of n
 * terms grows like n that way, that of a sum of such sums like √n. It is the same for every tile, so that bits are.
 */
export const deepest = 128;

/** a · b + c; rounded once where the machine has it, see `Simd.relaxed`. */
export const multiplyAdd = ({ simd }: ModuleBuilder, a: V128, b: V128, c: V128): V128 =>
  simd.relaxed ? f32x4.relaxedMadd(a, b, c) : f32x4.add(f32x4.mul(a, b), c);

/**
 * `tile(a, b, c, depth, segments, jump, resume, last, bias)`: k runs through `segments` times `depth`, `jump` bytes of
 * A apart; `resume` adds that to what is in C; `last` ends with the epilogue.
 */
export const emitTile = (m: ModuleBuilder, shape: TileShape): Func => {
  const { rows, columns, c: cSide, jumps, epilogue } = shape;
  const vectors = Math.ceil(columns / 4);
  const parameters = integers('a', 'b', 'c', 'depth', 'segments', 'jump', 'resume', 'last', 'bias');
  return m.func(undefined, parameters, (f, { a, b, c, depth, segments, jump, resume, last, bias }) => {
    const acc = Array.from({ length: rows }, () => f.several('v128', vectors));
    const held = f.several('v128', Math.min(rows, vectors));
    const passing = f.local('v128');
    const k = f.local('i32');
    const forTile = (visit: (sum: Local<'v128'>, i: number, j: number) => void): void =>
      acc.forEach((row, i) => {
        row.forEach((sum, j) => {
          visit(sum, i, j);
        });
      });

    forTile((sum) => f.set(sum, v128.zero()));
    const segment = (): void => {
      f.set(k, depth);
      f.doWhile(
        () => {
          accumulate(m, f, shape, { a, b, acc, held, passing });
          f.add(a, shape.a.step);
          f.add(b, shape.b.step);
          f.add(k, -1);
        },
        () => k,
      );
    };
    if (jumps) {
      f.times(segments, () => {
        segment();
        f.add(a, jump);
      });
    } else segment();
    f.if(resume, () => forTile((sum, i, j) => f.set(sum, f32x4.add(v128.load(c, i * cSide.row + 16 * j), sum))));
    if (epilogue !== undefined) f.if(last, () => finish(f, epilogue, acc, bias, passing));
    forTile((sum, i, j) => storeColumns(f, c, sum, Math.min(4, columns - 4 * j), i * cSide.row + 16 * j));
  });
};

type Vector = Local<'v128'>;

interface Registers {
  readonly a: Local<'i32'>;
  readonly b: Local<'i32'>;
  readonly acc: readonly (readonly Vector[])[];
  /** The shorter operand of one k, held in registers; the longer one streams past it. */
  readonly held: readonly Vector[];
  readonly passing: Vector;
}

/** acc(i, j) += a(i) · B(j), for one k. */
const accumulate = (m: ModuleBuilder, f: Body, shape: TileShape, { a, b, acc, held, passing }: Registers): void => {
  const columnOfA = acc.map((_, i) => v128.load32Splat(a, i * shape.a.row));
  const rowOfB = acc[0]!.map((_, j) => v128.load(b, 16 * j));
  const holdsB = acc.length > rowOfB.length;
  const [short, long] = holdsB ? [rowOfB, columnOfA] : [columnOfA, rowOfB];
  held.forEach((register, s) => {
    f.set(register, short[s]!);
  });
  long.forEach((value, l) => {
    f.set(passing, value);
    held.forEach((register, s) => {
      const [sum, x, y] = holdsB ? [acc[l]![s]!, passing, register] : [acc[s]![l]!, register, passing];
      f.set(sum, multiplyAdd(m, x, y, sum));
    });
  });
};

const finish = (
  f: Body,
  { bias: hasBias, activation }: Epilogue,
  acc: Registers['acc'],
  bias: Local<'i32'>,
  row: Vector,
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
