import { expect, test } from 'vitest';
import { compiled } from '../../../testing/compiled.ts';
import { testRuntime } from '../../../testing/testRuntime.ts';
import { type Func, integers } from '../../assembler/func.ts';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { i32x4, v128 } from '../../assembler/vectors.ts';
import { emitPackColumns, emitPackRows, transpose4 } from './pack.ts';

/** What `count` numbers hold after a pack of `depth` into them; those that it leaves alone are NaN. */
const packed = (pack: (m: ModuleBuilder) => Func, from: readonly number[], depth: number, count: number): number[] => {
  const runtime = testRuntime();
  const kernel = runtime.kernel('pack', (m) => {
    const each = pack(m);
    m.func('run', integers('to', 'from', 'depth', 'begin', 'end', 'scratch'), (f, args) =>
      f.call(each, args.to, args.from, args.depth),
    );
  });
  const to = runtime.room(count);
  runtime.launch(kernel, [to, runtime.put(from), depth], { count: 1, work: 0 });
  return [...runtime.take(to, count)];
};

const sequence = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

test('rows of a panel are copied, and what is beside them in it stays', () => {
  for (const width of [1, 2, 3, 4, 5, 7, 8, 13, 16]) {
    for (const depth of [0, 1, 2, 5, 9]) {
      const [padded, step] = [16, width + 3];
      const from = sequence(depth * step + width);
      const wanted = Array.from({ length: depth * padded }, (_, at) => {
        const [k, i] = [Math.floor(at / padded), at % padded];
        return i < width ? from[k * step + i]! : Number.NaN;
      });
      const pack = (m: ModuleBuilder) => emitPackRows(m, width, padded, 4 * step);
      expect(packed(pack, from, depth, depth * padded), `${width} numbers, ${depth} rows`).toEqual(wanted);
    }
  }
});

test('a matrix in the order of k is transposed into a panel', () => {
  for (const width of [1, 2, 3, 4, 5, 7, 8, 13, 16]) {
    for (const depth of [0, 1, 2, 3, 4, 5, 8, 11]) {
      const [padded, row] = [16, depth + 2];
      const from = sequence(width * row);
      const wanted = Array.from({ length: depth * padded }, (_, at) => {
        const [k, i] = [Math.floor(at / padded), at % padded];
        return i < width ? from[i * row + k]! : Number.NaN;
      });
      const pack = (m: ModuleBuilder) => emitPackColumns(m, width, padded, 4 * row);
      expect(packed(pack, from, depth, depth * padded), `${width} rows of ${depth}`).toEqual(wanted);
    }
  }
});

test('four rows of four become columns', () => {
  const run = compiled((f, from, to) => {
    const [rows, pairs] = [f.several('v128', 4), f.several('v128', 4)];
    rows.forEach((row, i) => {
      f.set(row, v128.load(from, 16 * i));
    });
    transpose4(f, rows, pairs);
    rows.forEach((row, i) => {
      f.store(to, row, 16 * i);
    });
    f.store(to, i32x4.splat(-1), 64);
  });
  const words = new Int32Array(run(Int32Array.from(sequence(16))));
  expect([...words.slice(0, 20)]).toEqual([
    ...[1, 5, 9, 13],
    ...[2, 6, 10, 14],
    ...[3, 7, 11, 15],
    ...[4, 8, 12, 16],
    ...[-1, -1, -1, -1],
  ]);
});
