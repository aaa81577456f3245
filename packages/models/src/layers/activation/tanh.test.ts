import { tensor2d } from '@tensorflow/tfjs-core';
import { testLayer } from '@tests/kit';
import { expect, test } from 'vitest';
import { input } from '../../layer/input.ts';
import { sequential } from '../../model/sequential.ts';
import { tanh } from './tanh.ts';

testLayer('tanh', tanh, { options: {}, reads: [[3, 4]], gives: [3, 4] });

test('large numbers of either sign end at 1 and -1', async () => {
  const net = sequential([input({ shape: [3] }), tanh()]);
  expect(await net.apply(net.init(), tensor2d([[-1e4, 0, 1e4]])).array()).toEqual([[-1, 0, 1]]);
});
