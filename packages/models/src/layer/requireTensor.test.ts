import '@tensorflow/tfjs-backend-cpu';
import { zeros } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { requireTensor } from './requireTensor.ts';

test('a float32 tensor of the shape passes, another is refused with both', () => {
  const given = (tensor: unknown) => () => requireTensor('dense', 'its output', [null, 5], tensor);
  const right = zeros([2, 5]);
  expect(given(right)()).toBe(right);
  expect(given(zeros([2, 4]))).toThrow('dense: its output must be float32 [null, 5], got float32 [2, 4]');
  expect(given(zeros([2, 5], 'int32'))).toThrow('got int32 [2, 5]');
  right.dispose();
  expect(given(right)).toThrow('dense: its output was disposed of before; keep it until it is no longer used');
  expect(given(undefined)).toThrow('dense: its output must be float32 [null, 5], got undefined');
});
