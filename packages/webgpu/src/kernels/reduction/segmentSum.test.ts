import { ones, range, reshape, tensor1d, unsortedSegmentSum } from '@tensorflow/tfjs-core';
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

  test('integers give integers, beyond what float32 holds too', async () => {
    const { dtype, values } = await found(() =>
      unsortedSegmentSum(tensor1d([2 ** 24, 5, 1, 9, 9, 6], 'int32'), ids(), 3),
    );
    expect(dtype).toBe('int32');
    expect(values).toEqual([11, 0, 2 ** 24 + 1]);
  });
});
