import { expect, it } from 'vitest';
import { testRuntime } from '../../../testing/testRuntime.ts';
import { chunkOf, emitReduceColumns, emitReduceRows, joins, tileOf } from './reduce.ts';

const counted = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);
const one = new Int32Array(Float32Array.of(1).buffer)[0]!;

it('one pass makes one number of each chunk, the last one shorter', () => {
  const [length, chunk] = [10_000, chunkOf(1)];
  const x = counted(2 * length);
  for (const parts of [1, 4]) {
    const runtime = testRuntime({ parts });
    const y = runtime.room(6);
    const kernel = runtime.kernel('max', (m) => emitReduceRows(m, joins.max));
    runtime.launch(kernel, [runtime.put(x), y, length, 1, chunk, 3, one], { count: 6, work: 0 });
    expect([...runtime.take(y, 6)]).toEqual([4096, 8192, 10_000, 14_096, 18_192, 20_000]);
  }
});

it('columns are cut into chunks and tiles, and the total is divided', () => {
  const [length, inner, chunk] = [300, 259, chunkOf(2)];
  const x = Array.from({ length: length * inner }, (_, i) => i % inner);
  const two = new Int32Array(Float32Array.of(2).buffer)[0]!;
  const count = 2 * Math.ceil(inner / tileOf(inner));
  for (const parts of [1, 3]) {
    const runtime = testRuntime({ parts });
    const y = runtime.room(2 * inner);
    const kernel = runtime.kernel('sum', (m) => emitReduceColumns(m, joins.sum));
    runtime.launch(kernel, [runtime.put(x), y, length, inner, chunk, 2, two], { count, work: 0 });
    const sums = (rows: number) => Array.from({ length: inner }, (_, column) => (rows * column) / 2);
    expect([...runtime.take(y, 2 * inner)]).toEqual([...sums(chunk), ...sums(length - chunk)]);
  }
});
