import { tensor2d } from '@tensorflow/tfjs-core';
import { testLayer } from '@tests/kit';
import { expect, test } from 'vitest';
import { input } from '../../layer/input.ts';
import { sequential } from '../../model/sequential.ts';
import { sigmoid } from './sigmoid.ts';

testLayer('sigmoid', sigmoid, { options: {}, reads: [[3, 4]], gives: [3, 4] });

test('large numbers of either sign end at 0 and 1, and their logits are there', async () => {
  const net = sequential([input({ shape: [3] }), sigmoid()]);
  const x = tensor2d([[-1e4, 0, 1e4]]);
  const { y, logits } = net.apply(net.init(), x, { training: true });
  expect(await y.array()).toEqual([[0, 0.5, 1]]);
  expect(logits?.activation).toBe('sigmoid');
  expect(await logits?.value.array()).toEqual(await x.array());
});
