import { expect, test } from 'vitest';
import { testRuntime } from '../../../testing/testRuntime.ts';
import { emitSumOfChunks } from './sumOfChunks.ts';

const { fround } = Math;

test('chunks are summed up in their order, however the numbers are split', () => {
  for (const length of [1, 2, 3, 4, 5, 7, 33]) {
    for (const count of [1, 2, 5]) {
      const chunks = Float32Array.from({ length: count * length }, (_, i) => Math.sin(i) * 10 ** (i % 5));
      const wanted = Array.from({ length }, (_, i) => {
        let sum = 0;
        for (let chunk = 0; chunk < count; chunk++) sum = fround(sum + chunks[chunk * length + i]!);
        return sum;
      });
      for (const parts of [1, 2, 3]) {
        const runtime = testRuntime({ parts });
        const y = runtime.room(length + 4);
        const args = [runtime.put(chunks), y, count, length];
        runtime.launch(runtime.kernel('sum', emitSumOfChunks), args, { count: length, work: 0 });
        const about = `${count} chunks of ${length} in ${parts} parts`;
        expect([...runtime.take(y, length + 4)], about).toEqual([...wanted, ...new Array(4).fill(Number.NaN)]);
      }
    }
  }
});
