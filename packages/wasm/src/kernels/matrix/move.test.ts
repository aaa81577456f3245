import { expect, test } from 'vitest';
import { testRuntime } from '../../../testing/testRuntime.ts';
import { emitMove } from './move.ts';

test('lines are taken from where they begin, in a row or number by number, whatever they are cut into', () => {
  const x = Float32Array.from({ length: 400 }, (_, i) => i);
  for (const parts of [1, 2, 5]) {
    for (const [length, step] of [
      [23, 1],
      [4, 1],
      [6, 3],
      [3, -2],
      [5, 0],
    ] as const) {
      const runtime = testRuntime({ parts });
      const y = runtime.room(6 * length + 1);
      const args = [runtime.put(x) + 4 * 20, y, length, 4 * step, 3, 4 * 7, 4 * 100];
      runtime.launch(runtime.kernel('move', emitMove), args, { count: 6, work: 0 });
      const wanted = Array.from({ length: 6 * length }, (_, at) => {
        const [line, k] = [Math.floor(at / length), at % length];
        return 20 + Math.floor(line / 3) * 100 + (line % 3) * 7 + k * step;
      });
      expect([...runtime.take(y, 6 * length + 1)]).toEqual([...wanted, Number.NaN]);
    }
  }
});
