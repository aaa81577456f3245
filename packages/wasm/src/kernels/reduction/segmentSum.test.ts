import { expect, it } from 'vitest';
import { testRuntime } from '../../../testing/testRuntime.ts';
import { f32x4 } from '../../assembler/vectors.ts';
import { emitSegmentSum } from './segmentSum.ts';

it('sums the rows of each segment and leaves out what belongs to none', () => {
  for (const parts of [1, 2, 4]) {
    const runtime = testRuntime({ parts });
    const x = runtime.put([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const [ids, y] = [runtime.putInts([3, 0, -1, 3, 4]), runtime.room(8)];
    runtime.launch(runtime.kernel('sum', emitSegmentSum(f32x4.add)), [x, ids, y, 5, 8], { count: 4, work: 0 });
    expect([...runtime.take(y, 8)]).toEqual([3, 4, 0, 0, 0, 0, 8, 10]);
  }
});
