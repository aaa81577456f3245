import { batchToSpaceND, cast, einsum, range, reshape, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { test } from 'vitest';
import { expectAsOnCpu } from '../../../testing/asOnCpu.ts';
import { onDawn } from '../../../testing/onDawn.ts';

const numbers = (shape: number[]): Tensor => reshape(range(1, 25, 1, 'int32'), shape);

onDawn('kernels that transpose within', () => {
  test('take integers, and float32 cast from them, as cpu does', async () => {
    const crops = [
      [0, 0],
      [0, 0],
    ];
    await expectAsOnCpu(() => batchToSpaceND(numbers([4, 2, 3, 1]), [2, 2], crops));
    await expectAsOnCpu(() => batchToSpaceND(cast(numbers([4, 2, 3, 1]), 'float32'), [2, 2], crops));
    const weights = () => tensor([1, 2, 3, 4], [2, 2]);
    await expectAsOnCpu(() => einsum('ijk,jl->kil', cast(numbers([3, 2, 4]), 'float32'), weights()));
  });
});
