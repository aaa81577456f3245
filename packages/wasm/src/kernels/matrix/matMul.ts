// internal: the product of two matrices, either of them transposed
import type { I32 } from '../../assembler/expression.ts';
import { type Body, type Func, integers, type Local } from '../../assembler/func.ts';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { i32 } from '../../assembler/scalars.ts';
import { address } from '../shared/address.ts';
import { type Cut, cutAlike, cutInto } from '../shared/cut.ts';
import { deepest, type Epilogue, emitTile } from '../shared/tile.ts';
import { type Operand, type OperandBlock, operand } from './operand.ts';

/**
 * C[m, n] = op(A) · op(B), then the epilogue. A is [m, k], or [k, m] if it is to be transposed; B is [k, n], or [n, k].
 *
 *                      n, in blocks that fit a cache     k, in blocks of `depth`:
 *                    ┌────────┬────────┬────────┐        a block's part of B goes through
 *                 k  │ B      │ tile j │        │        the nearest cache once for each
 *                    ├────────┼────────┼────────┤        block of rows of A
 *        ┌────────┐  │ C      │ ┌────┐ │        │
 *      m │ A   i  │  │        │ │i, j│ │        │
 *        └────────┘  └────────┴─┴────┴─┴────────┘
 *
 * Packing: B where it is transposed, or where enough rows of A go over it for a copy in order to pay; A where it is
 * transposed, since its tiles would otherwise take a few numbers out of each of many lines of the cache.
 */
export interface GemmShape {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly m: number;
  readonly n: number;
  readonly k: number;
  /** How many numbers of k one product takes: fewer where `batches` go along k. Default: k. */
  readonly depth?: number | undefined;
  readonly epilogue?: Epilogue | undefined;
}

/** Which way the parts of a product are counted: row tiles, column tiles, or products. */
export const splitBy = { rows: 0, columns: 1, batches: 2 } as const;

const rowsInBlock = 128;
/** Of a thread's scratch, for a block of B; what is left is for one of A. */
const bytesOfB = 3 << 19;
/** In rows of A. */
export const worthPackingB = 64;

/** How a product is cut. */
export interface GemmTiling {
  readonly rows: Cut;
  readonly columns: Cut;
  readonly packsA: boolean;
  readonly packsB: boolean;
}

export const tilingOf = ({ simd: { tile } }: Pick<ModuleBuilder, 'simd'>, shape: GemmShape): GemmTiling => {
  const columns = cutInto(shape.n, 4 * tile.vectors);
  return {
    rows: cutAlike(shape.m, tile.rows),
    columns,
    packsA: shape.transposeA && columns.count > 1,
    packsB: shape.transposeB || shape.m >= worthPackingB,
  };
};

/**
 * The lengths that stand in the code of a product: those that are between neighbours in memory. Products of batches of
 * other sizes then share it: m of activations is only a number of tiles, k of a gradient by weights a number of blocks.
 */
const fixedLengths = ({ transposeA, transposeB, m, k }: GemmShape) => ({
  m: transposeA ? m : undefined,
  k: !transposeA || transposeB ? k : undefined,
});

/** Products of one key have the same code, but for their epilogues. */
export const gemmKey = (shape: GemmShape, { rows, packsB }: GemmTiling): string => {
  const { transposeA, transposeB, n, depth } = shape;
  const { m, k } = fixedLengths(shape);
  const tiles = rows.runs.map(({ length }) => length).join('+');
  const parts = depth === undefined ? '' : ` by ${depth}`;
  return `gemm ${transposeA} ${transposeB} ${m ?? tiles} ${n} ${k ?? shape.k > 0}${parts} ${packsB}`;
};

/** What the code is told instead: the arguments after `by`. */
export const gemmArguments = ({ k }: GemmShape, { rows }: GemmTiling): readonly number[] => [
  rows.count,
  rows.longer,
  k,
];

const operands = integers('a', 'b', 'c', 'bias', 'aStride', 'bStride', 'cStride', 'batches', 'by');
const lengths = integers('rowTiles', 'longer', 'k');

/**
 * Exports `run(a, b, c, bias, aStride, bStride, cStride, batches, by, rowTiles, longer, k, begin, end, scratch)`:
 * `batches` products at these strides in bytes, of which it does the part [begin, end) of what `by` counts; then
 * `gemmArguments`. m and n are not 0; where k is, sums are 0.
 */
export const emitGemm = (m: ModuleBuilder, shape: GemmShape): void => {
  const { columns } = tilingOf(m, shape);
  const product = emitProduct(m, shape);
  m.func('run', { ...operands, ...lengths, ...integers('begin', 'end', 'scratch') }, (f, args) => {
    const { a, b, c, bias, aStride, bStride, cStride, batches, by, rowTiles, longer, begin, end, scratch } = args;
    const part = (which: number, whole: I32): [Local<'i32'>, Local<'i32'>] => {
      const [from, to] = [f.let(0), f.let(whole)];
      f.if(i32.eq(by, which), () => {
        f.set(from, begin);
        f.set(to, end);
      });
      return [from, to];
    };
    const [firstRow, lastRow] = part(splitBy.rows, rowTiles);
    const [firstColumn, lastColumn] = part(splitBy.columns, columns.count);
    const [first, last] = part(splitBy.batches, batches);
    const k = shape.depth ?? fixedLengths(shape).k ?? args.k;
    f.range(first, last, 1, (at) => {
      const place = (base: I32, stride: I32): I32 => i32.add(base, i32.mul(at, stride));
      const places = [place(a, aStride), place(b, bStride), place(c, cStride), bias];
      f.call(product, ...places, firstRow, lastRow, firstColumn, lastColumn, longer, k, scratch);
    });
  });
};

/** `(a, b, c, bias, firstRow, lastRow, firstColumn, lastColumn, longer, k, scratch)`: these tiles of one product. */
const emitProduct = (m: ModuleBuilder, shape: GemmShape): Func => {
  const { transposeA, transposeB, m: height, n: width } = shape;
  const { rows, columns, packsA, packsB } = tilingOf(m, shape);
  const sideA = operand(m, { cut: rows, length: height, k: shape.k, inOrder: !transposeA, packed: packsA });
  const sideB = operand(m, { cut: columns, length: width, k: shape.k, inOrder: transposeB, packed: packsB });
  const multiply = emitMultiply(m, shape, sideA, sideB);
  const rowTilesInBlock = Math.max(1, Math.floor(rowsInBlock / rows.longest));

  const bounds = integers('firstRow', 'lastRow', 'firstColumn', 'lastColumn', 'longer', 'k');
  const parameters = { ...integers('a', 'b', 'c', 'bias'), ...bounds, ...integers('scratch') };
  return m.func(undefined, parameters, (f, args) => {
    const { a, b, c, bias, firstRow, lastRow, firstColumn, lastColumn, longer, k, scratch } = args;
    const packedA = f.let(i32.add(scratch, bytesOfB));
    const blocks = f.let(i32.divU(i32.add(k, deepest - 1), deepest));
    f.set(blocks, i32.add(blocks, i32.eqz(blocks)));
    const most = f.let(i32.divU(i32.sub(i32.add(k, blocks), 1), blocks));
    const bytesOfColumn = i32.mul(i32.add(most, i32.eqz(most)), 16 * m.simd.tile.vectors);
    const columnTilesInBlock = f.let(i32.divU(bytesOfB, bytesOfColumn));
    f.range(firstColumn, lastColumn, columnTilesInBlock, (column) => {
      const toColumn = f.let(i32.min(f.let(i32.add(column, columnTilesInBlock)), lastColumn));
      f.range(0, blocks, 1, (block) => {
        const k0 = f.let(i32.mul(block, most));
        const left = f.let(i32.min(f.let(i32.sub(k, k0)), most));
        const isLast = f.let(i32.eq(i32.add(block, 1), blocks));
        const depths = { k0, depth: left, deepest: most };
        const blockB = { matrix: b, packed: scratch, first: column, to: toColumn, ...depths };
        sideB.prepare(f, blockB);
        f.range(firstRow, lastRow, rowTilesInBlock, (row) => {
          const toRow = f.let(i32.min(f.let(i32.add(row, rowTilesInBlock)), lastRow));
          const blockA = { matrix: a, packed: packedA, first: row, to: toRow, longer, ...depths };
          sideA.prepare(f, blockA);
          multiply(f, blockA, blockB, { c, bias, resume: block, isLast });
        });
      });
    });
  });
};

interface Target {
  readonly c: Local<'i32'>;
  readonly bias: Local<'i32'>;
  readonly resume: Local<'i32'>;
  readonly isLast: Local<'i32'>;
}

type Multiply = (f: Body, blockA: OperandBlock, blockB: OperandBlock, target: Target) => void;

/** C += A · B for the tiles of a block. */
const emitMultiply = (m: ModuleBuilder, shape: GemmShape, sideA: Operand, sideB: Operand): Multiply => {
  const { n: width, k, epilogue } = shape;
  const { rows, columns } = tilingOf(m, shape);
  const tiles = rows.runs.map((ofRows) =>
    columns.runs.map((ofColumns) =>
      emitTile(m, {
        ...{ rows: ofRows.length, columns: ofColumns.length, epilogue },
        ...{ a: sideA.strides, b: sideB.strides, c: { row: 4 * width } },
        // Where there is no k, there is no segment of it.
        jumps: k === 0,
      }),
    ),
  );
  const segments = k === 0 ? 0 : 1;
  return (f, blockA, blockB, { c, bias, resume, isLast }) => {
    f.range(blockB.first, blockB.to, 1, (j) => {
      const b = f.let(sideB.place(blockB, j));
      const inRow = f.let(i32.mul(columns.start(j), 4));
      const biasAt = f.let(i32.add(bias, inRow));
      columns.choose(f, j, (ofColumns) =>
        f.range(blockA.first, blockA.to, 1, (i) => {
          const target = i32.add(address(c, [rows.start(i, blockA.longer), 4 * width]), inRow);
          const multiplyTile = (ofRows: number): void => {
            const a = sideA.place(blockA, i);
            f.call(tiles[ofRows]![ofColumns]!, a, b, target, blockA.depth, segments, 0, resume, isLast, biasAt);
          };
          rows.choose(f, i, multiplyTile, blockA.longer);
        }),
      );
    });
  };
};
