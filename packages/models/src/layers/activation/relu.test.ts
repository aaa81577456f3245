import { tensor2d } from '@tensorflow/tfjs-core';
import { testLayer } from '@tests/kit';
import { expect, test } from 'vitest';
import { input } from '../../layer/input.ts';
import { sequential } from '../../model/sequential.ts';
import { relu } from './relu.ts';

testLayer('relu', relu, { options: {}, reads: [[3, 4]], gives: [3, 4] });

test('the negative is cut off, and NaN shows', async () => {
  const net = sequential([input({ shape: [4] }), relu()]);
  expect(await net.apply(net.init(), tensor2d([[-2, 0, 3, Number.NaN]])).array()).toEqual([[0, 0, 3, Number.NaN]]);
});
