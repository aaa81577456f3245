import { expect, it } from 'vitest';
import { testRuntime } from '../../../testing/testRuntime.ts';
import { emitGather } from './gather.ts';

it('gathers rows of two batches, each by indices of its own', () => {
  for (const parts of [1, 3]) {
    const runtime = testRuntime({ parts });
    // [batch 2, outer 1, length 3, row 2] by [batch 2, count 2]
    const x = runtime.put([0, 1, 10, 11, 20, 21, 30, 31, 40, 41, 50, 51]);
    const [indices, y] = [runtime.putInts([2, 0, 1, 1]), runtime.room(8)];
    const args = [x, indices, y, 1, 3, 2, 8];
    runtime.launch(runtime.kernel('gather', emitGather), args, { count: 4, work: 0 });
    expect([...runtime.take(y, 8)]).toEqual([20, 21, 0, 1, 40, 41, 40, 41]);
  }
});
