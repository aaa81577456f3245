import { fused, matMul, ones, zeros } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { expectAsOnCpu } from '../../../testing/asOnCpu.ts';
import { onDawn } from '../../../testing/onDawn.ts';

onDawn('products over nothing', () => {
  test('are zeros, as on cpu', async () => {
    await expectAsOnCpu(() => matMul(zeros([3, 0]), zeros([0, 4])));
    await expectAsOnCpu(() => matMul(zeros([0, 3]), zeros([0, 4]), true));
    await expectAsOnCpu(() => matMul(zeros([2, 3, 0]), zeros([2, 5, 0]), false, true));
    await expectAsOnCpu(() => matMul(zeros([0, 3]), ones([3, 4])));
  });

  test('are refused in words where they are fused with more', () => {
    const product = () => fused.matMul({ a: zeros([3, 0]), b: zeros([0, 4]), bias: ones([4]) });
    expect(product).toThrow('the webgpu backend takes no fused product over nothing; use matMul and add');
  });
});
