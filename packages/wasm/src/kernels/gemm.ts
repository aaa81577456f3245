// internal: the product of two matrices, either of them transposed
import type { I32 } from '../assembler/expression.ts';
import { type Func, integers, type Local } from '../assembler/func.ts';
import type { ModuleBuilder } from '../assembler/module.ts';
import { i32 } from '../assembler/scalars.ts';
import { emitPackColumns, emitPackRows } from './pack.ts';
import { type Epilogue, emitTile, startOf } from './tile.ts';

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
 * Packing: B where it is transposed, or where so many rows of A go over it that a copy in order pays; A where it is
 * transposed, since its tiles would otherwise take a few numbers out of each of many lines of the cache.
 */
export interface GemmShape {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly epilogue?: Epilogue | undefined;
}

/** Which way the parts of a product are counted: row tiles, column tiles, or products. */
export const splitBy = { rows: 0, columns: 1, batches: 2 } as const;

const deepest = 256;
const rowsInBlock = 128;
/** Of a thread's scratch, for a block of B; what is left is for one of A. */
const bytesOfB = 3 << 19;
const worthPackingB = 64;

/** How a product is cut. */
export interface GemmTiling {
  readonly rowTiles: number;
  readonly columnTiles: number;
  readonly packsB: boolean;
}

export const tilingOf = ({ simd: { tile } }: Pick<ModuleBuilder, 'simd'>, shape: GemmShape): GemmTiling => ({
  rowTiles: Math.ceil(shape.m / tile.rows),
  columnTiles: Math.ceil(shape.n / (4 * tile.vectors)),
  packsB: shape.transposeB || shape.m >= worthPackingB,
});

/**
 * Exports `run(a, b, c, bias, aStride, bStride, cStride, batches, by, begin, end, scratch)`: `batches` products at these
 * strides in bytes, of which it does the part [begin, end) of what `by` counts. No axis may be of length 0.
 */
export const emitGemm = (m: ModuleBuilder, shape: GemmShape): void => {
  const { rowTiles, columnTiles } = tilingOf(m, shape);
  const product = emitProduct(m, shape);
  const operands = integers('a', 'b', 'c', 'bias', 'aStride', 'bStride', 'cStride', 'batches', 'by');
  const run = { ...operands, ...integers('begin', 'end', 'scratch') };
  m.func('run', run, (f, { a, b, c, bias, aStride, bStride, cStride, batches, by, begin, end, scratch }) => {
    const part = (which: number, whole: I32): [Local<'i32'>, Local<'i32'>] => {
      const [from, to] = [f.let(0), f.let(whole)];
      f.if(i32.eq(by, which), () => {
        f.set(from, begin);
        f.set(to, end);
      });
      return [from, to];
    };
    const [firstRow, lastRow] = part(splitBy.rows, rowTiles);
    const [firstColumn, lastColumn] = part(splitBy.columns, columnTiles);
    const [first, last] = part(splitBy.batches, batches);
    f.range(first, last, 1, (at) => {
      const place = (base: I32, stride: I32): I32 => i32.add(base, i32.mul(at, stride));
      const places = [place(a, aStride), place(b, bStride), place(c, cStride), bias];
      f.call(product, ...places, firstRow, lastRow, firstColumn, lastColumn, scratch);
    });
  });
};

const emitProduct = (m: ModuleBuilder, shape: GemmShape): Func => {
  const { transposeA, transposeB, m: height, n: width, k, epilogue } = shape;
  const { rowTiles, columnTiles, packsB } = tilingOf(m, shape);
  const columns = 4 * m.simd.tile.vectors;
  const lastColumns = width - (columnTiles - 1) * columns;
  const shortest = Math.floor(height / rowTiles);
  const tall = height - shortest * rowTiles;
  const blocks = Math.ceil(k / deepest);
  const depth = Math.ceil(k / blocks);
  const packsA = transposeA && columnTiles > 1;
  const tilesInBlock = Math.max(1, Math.floor(rowsInBlock / (shortest + 1)));
  const panelB = 4 * depth * columns;
  const columnsInBlock = Math.max(1, Math.floor(bytesOfB / panelB));

  const sideA = (rows: number) => {
    if (packsA) return { row: 4, step: 4 * rows };
    return transposeA ? { row: 4, step: 4 * height } : { row: 4 * k, step: 4 };
  };
  const tile = (rows: number, of: number): Func =>
    emitTile(m, {
      rows,
      columns: of,
      a: sideA(rows),
      b: { step: packsB ? 4 * columns : 4 * width },
      c: { row: 4 * width },
      epilogue,
    });
  const heights = tall === 0 ? [shortest] : [shortest + 1, shortest];
  const widths = lastColumns === columns ? [columns] : [columns, lastColumns];
  const tiles = heights.map((rows) => widths.map((of) => tile(rows, of)));
  const packA = packsA ? heights.map((rows) => emitPackRows(m, rows, rows, 4 * height)) : [];
  const packOneB = (of: number): Func =>
    transposeB ? emitPackColumns(m, of, columns, 4 * k) : emitPackRows(m, of, columns, 4 * width);
  const packB = packsB ? widths.map(packOneB) : [];

  const bounds = integers('firstRow', 'lastRow', 'firstColumn', 'lastColumn');
  const parameters = { ...integers('a', 'b', 'c', 'bias'), ...bounds, ...integers('scratch') };
  return m.func(undefined, parameters, (f, { a, b, c, bias, firstRow, lastRow, firstColumn, lastColumn, scratch }) => {
    const packedA = f.let(i32.add(scratch, bytesOfB));
    const byHeight = (i: Local<'i32'>, act: (which: number) => void): void => {
      if (tall === 0) act(0);
      else
        f.if(
          i32.ltS(i, tall),
          () => act(0),
          () => act(1),
        );
    };
    const byWidth = (j: Local<'i32'>, act: (which: number) => void): void => {
      if (widths.length === 1) act(0);
      else
        f.if(
          i32.eq(j, columnTiles - 1),
          () => act(1),
          () => act(0),
        );
    };
    const upTo = (from: Local<'i32'>, step: number, end: Local<'i32'>): Local<'i32'> => {
      const to = f.let(i32.add(from, step));
      f.if(i32.gtS(to, end), () => f.set(to, end));
      return to;
    };

    f.range(firstColumn, lastColumn, columnsInBlock, (fromColumn) => {
      const toColumn = upTo(fromColumn, columnsInBlock, lastColumn);
      const panel = (j: Local<'i32'>): I32 => i32.add(scratch, i32.mul(i32.sub(j, fromColumn), panelB));
      f.range(0, blocks, 1, (block) => {
        const k0 = f.let(i32.mul(block, depth));
        const left = f.let(i32.sub(k, k0));
        f.if(i32.gtS(left, depth), () => f.set(left, i32.const(depth)));
        const inB = (j: Local<'i32'>): I32 =>
          transposeB ? address(b, [j, 4 * k * columns], [k0, 4]) : address(b, [k0, 4 * width], [j, 4 * columns]);
        if (packsB) {
          f.range(fromColumn, toColumn, 1, (j) => byWidth(j, (which) => f.call(packB[which]!, panel(j), inB(j), left)));
        }
        f.range(firstRow, lastRow, tilesInBlock, (fromTile) => {
          const toTile = upTo(fromTile, tilesInBlock, lastRow);
          const base = f.let(startOf(fromTile, height, rowTiles));
          const inA = (row: Local<'i32'>): I32 =>
            transposeA ? address(a, [k0, 4 * height], [row, 4]) : address(a, [row, 4 * k], [k0, 4]);
          const placeA = (row: Local<'i32'>): I32 =>
            packsA ? address(packedA, [i32.sub(row, base), 4 * depth]) : inA(row);
          if (packsA) {
            f.range(fromTile, toTile, 1, (i) => {
              const row = f.let(startOf(i, height, rowTiles));
              byHeight(i, (which) => f.call(packA[which]!, placeA(row), inA(row), left));
            });
          }
          f.range(fromColumn, toColumn, 1, (j) => {
            const placeB = f.let(packsB ? panel(j) : inB(j));
            const biasOf = f.let(i32.add(bias, i32.mul(j, 4 * columns)));
            const last = f.let(i32.eq(block, blocks - 1));
            byWidth(j, (ofWidth) =>
              f.range(fromTile, toTile, 1, (i) => {
                const row = f.let(startOf(i, height, rowTiles));
                const placeC = address(c, [row, 4 * width], [j, 4 * columns]);
                byHeight(i, (ofHeight) =>
                  f.call(tiles[ofHeight]![ofWidth]!, placeA(row), placeB, placeC, left, 1, block, last, biasOf),
                );
              }),
            );
          });
        });
      });
    });
  });
};

/** base + Σ index · bytes */
const address = (base: I32, ...terms: readonly (readonly [I32, number])[]): I32 =>
  terms.reduce<I32>((sum, [index, bytes]) => i32.add(sum, i32.mul(index, bytes)), base);
