import { expect, test } from 'vitest';
import { testRuntime } from '../../../testing/testRuntime.ts';
import { f32x4, v128 } from '../../assembler/vectors.ts';
import { emitSumOfParts } from './sumOfParts.ts';

const { fround } = Math;

test('parts are summed up in their order, then biased and activated, however the rows are split', () => {
  for (const length of [1, 2, 3, 4, 5, 7, 16, 33]) {
    for (const [rows, count] of [
      [1, 8],
      [5, 3],
      [4, 1],
    ] as const) {
      const size = rows * length;
      const values = Float32Array.from({ length: count * size }, (_, i) => Math.sin(i) * 10 ** (i % 5));
      const bias = Float32Array.from({ length }, (_, i) => i - 2.5);
      const sums = Array.from({ length: size }, (_, i) => {
        let sum = 0;
        for (let part = 0; part < count; part++) sum = fround(sum + values[part * size + i]!);
        return sum;
      });
      const biased = sums.map((sum, i) => Math.max(0, fround(sum + bias[i % length]!)));
      for (const [epilogue, wanted] of [
        [{ bias: false }, sums],
        [{ bias: true, activation: (x: Parameters<typeof f32x4.max>[0]) => f32x4.max(x, v128.zero()) }, biased],
      ] as const) {
        for (const parts of [1, 2, 3]) {
          const runtime = testRuntime({ parts });
          const y = runtime.room(size + 4);
          const args = [runtime.put(values), y, runtime.put(bias), count, rows, length];
          const kernel = runtime.kernel('sum', (module) => emitSumOfParts(module, epilogue));
          runtime.launch(kernel, args, { count: rows, work: 0 });
          const about = `${count} parts of [${rows}, ${length}], in ${parts}`;
          expect([...runtime.take(y, size + 4)], about).toEqual([...wanted, ...new Array(4).fill(Number.NaN)]);
        }
      }
    }
  }
});
