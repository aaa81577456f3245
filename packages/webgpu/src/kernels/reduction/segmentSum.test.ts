import { ones, range, reshape, tensor1d, unsortedSegmentSum, zeros } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { expectAsOnCpu, found } from '../../../testing/asOnCpu.ts';
import { onDawn } from '../../../testing/onDawn.ts';

const ids = () => tensor1d([2, 0, 2, -1, 7, 0], 'int32');

onDawn('unsortedSegmentSum', () => {
  test('adds the rows of each id as cpu does, and leaves out ids of no segment', async () => {
    await expectAsOnCpu(() => unsortedSegmentSum(reshape(range(0.5, 12.5), [6, 2]), ids(), 4));
    await expectAsOnCpu(() => unsortedSegmentSum(ones([6]), ids(), 3));
    await expectAsOnCpu(() => unsortedSegmentSum(reshape(range(0, 24), [6, 2, 2]), ids(), 3));
  });

  test('no rows are zeros, and rows of nothing are nothing', async () => {
    expect((await found(() => unsortedSegmentSum(zeros([0, 2]), tensor1d([], 'int32'), 2))).values).toEqual([
      0, 0, 0, 0,
    ]);
    expect((await found(() => unsortedSegmentSum(zeros([2, 0]), tensor1d([0, 1], 'int32'), 3))).shape).toEqual([3, 0]);
  });

  test('integers give integers, beyond what float32 holds too', async () => {
    const { dtype, values } = await found(() =>
      unsortedSegmentSum(tensor1d([2 ** 24, 5, 1, 9, 9, 6], 'int32'), ids(), 3),
    );
    expect(dtype).toBe('int32');
    expect(values).toEqual([11, 0, 2 ** 24 + 1]);
  });
});
