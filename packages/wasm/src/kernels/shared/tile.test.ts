import { draws } from '@tests/kit';
import { describe, expect, it } from 'vitest';
import { compiled } from '../../../testing/compiled.ts';
import { roundings } from '../../../testing/simds.ts';
import { testRuntime } from '../../../testing/testRuntime.ts';
import { integers } from '../../assembler/func.ts';
import { createModule } from '../../assembler/module.ts';
import { f32x4, v128 } from '../../assembler/vectors.ts';
import { narrow } from '../../simd.ts';
import { emitTile, multiplyAdd, storeColumns, type TileShape } from './tile.ts';

interface Run {
  readonly depth: number;
  readonly segments: number;
  readonly resume: 0 | 1;
  readonly last: 0 | 1;
}

/**
 * A tile of `rows` by `columns` in matrices with room beside it; A in segments with gaps of 3 numbers.
 */
const layoutOf = (rows: number, columns: number, { depth, segments }: Run) => ({
  aRow: segments * (depth + 3),
  bRow: columns + 2,
  cRow: columns + 5,
  kOf: (segment: number, k: number) => ({ a: segment * (depth + 3) + k, b: segment * depth + k }),
  sizes: { a: rows * segments * (depth + 3), b: segments * depth * (columns + 2), c: rows * (columns + 5) },
});

const integersFrom = (draw: () => number, count: number): number[] =>
  Array.from({ length: count }, () => Math.floor(draw() * 9) - 4);

const check = (rows: number, columns: number, run: Run, epilogue?: TileShape['epilogue']): void => {
  const layout = layoutOf(rows, columns, run);
  const draw = draws(rows * 1000 + columns * 10 + run.depth);
  const numbers = {
    a: integersFrom(draw, layout.sizes.a),
    b: integersFrom(draw, layout.sizes.b),
    c: integersFrom(draw, layout.sizes.c),
    bias: integersFrom(draw, columns),
  };
  const runtime = testRuntime();
  const kernel = runtime.kernel('tile', (m) => {
    const tile = emitTile(m, {
      ...{ rows, columns, epilogue },
      a: { row: 4 * layout.aRow, step: 4 },
      b: { step: 4 * layout.bRow },
      c: { row: 4 * layout.cRow },
      jumps: run.segments !== 1,
    });
    m.func('run', integers('a', 'b', 'c', 'bias', 'begin', 'end', 'scratch'), (f, { a, b, c, bias }) =>
      f.call(tile, a, b, c, run.depth, run.segments, 12, run.resume, run.last, bias),
    );
  });
  const c = runtime.put(numbers.c);
  runtime.launch(kernel, [runtime.put(numbers.a), runtime.put(numbers.b), c, runtime.put(numbers.bias)], {
    count: 1,
    work: 0,
  });

  const wanted = [...numbers.c];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let sum = run.resume ? numbers.c[i * layout.cRow + j]! : 0;
      for (let segment = 0; segment < run.segments; segment++) {
        for (let k = 0; k < run.depth; k++) {
          const at = layout.kOf(segment, k);
          sum += numbers.a[i * layout.aRow + at.a]! * numbers.b[at.b * layout.bRow + j]!;
        }
      }
      if (run.last && epilogue?.bias) sum += numbers.bias[j]!;
      if (run.last && epilogue?.activation) sum = Math.max(0, sum);
      wanted[i * layout.cRow + j] = sum;
    }
  }
  const about = `${rows} x ${columns}, ${JSON.stringify(run)}`;
  expect(
    [...runtime.take(c, wanted.length)].map((value) => value + 0),
    about,
  ).toEqual(wanted.map((value) => value + 0));
};

const plain: Run = { depth: 5, segments: 1, resume: 0, last: 0 };
const relu = (x: Parameters<typeof f32x4.max>[0]) => f32x4.max(x, v128.zero());

describe('a tile', () => {
  it('of any number of rows and columns is a product, and nothing beside it is written', () => {
    for (let rows = 1; rows <= 7; rows++) for (let columns = 1; columns <= 17; columns++) check(rows, columns, plain);
  });

  it('adds its sums to what is there if it is to resume', () => {
    for (const columns of [3, 8]) check(4, columns, { ...plain, resume: 1 });
  });

  it('goes through segments with gaps between, or through none', () => {
    for (const segments of [2, 3]) check(3, 8, { ...plain, depth: 4, segments });
    check(3, 6, { ...plain, segments: 0 });
    check(3, 6, { ...plain, segments: 0, resume: 1 });
  });

  it('ends with a bias, an activation or both, if it is the last', () => {
    for (const epilogue of [{ bias: true }, { bias: false, activation: relu }, { bias: true, activation: relu }]) {
      for (const columns of [1, 5, 8]) {
        check(4, columns, { ...plain, last: 1 }, epilogue);
        check(4, columns, { ...plain, resume: 1, last: 1 }, epilogue);
        check(4, columns, plain, epilogue);
      }
    }
  });
});

it.each(roundings)('a product is added rounded twice, or once where the machine can (%s)', (relaxed) => {
  const module = createModule({ shared: false, simd: { ...narrow, relaxed } });
  const run = compiled(
    (f, from, to) => f.store(to, multiplyAdd(module, v128.load(from), v128.load(from, 16), v128.load(from, 32))),
    module.simd,
  );
  const a = 1 + 2 ** -12;
  const words = Float32Array.of(a, 1, 2, 3, a, 4, 5, 6, -(1 + 2 ** -11), 7, 8, 9);
  const [rounded, ...others] = new Float32Array(run(words), 0, 4);
  expect(relaxed ? [0, 2 ** -24] : [0]).toContain(rounded);
  expect(others).toEqual([11, 18, 27]);
});

it('the first one, two, three or four lanes are stored', () => {
  for (const count of [1, 2, 3, 4]) {
    const run = compiled((f, from, to) => storeColumns(f, to, v128.load(from), count, 8));
    const wanted = [0, 0, 1, 2, 3, 4].map((lane) => (lane <= count ? lane : 0));
    expect([...new Int32Array(run(Int32Array.of(1, 2, 3, 4)), 0, 6)]).toEqual(wanted);
  }
});
