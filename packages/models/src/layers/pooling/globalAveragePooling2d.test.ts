import { tensor } from '@tensorflow/tfjs-core';
import { testLayer } from '@tests/kit';
import { expect, test } from 'vitest';
import { input } from '../../layer/input.ts';
import { sequential } from '../../model/sequential.ts';
import { globalAveragePooling2d } from './globalAveragePooling2d.ts';

testLayer('globalAveragePooling2d', globalAveragePooling2d, { options: {}, reads: [[2, 3, 4, 3]], gives: [2, 3] });
testLayer('globalAveragePooling2d that keeps its axes', globalAveragePooling2d, {
  options: { keepDims: true },
  reads: [[2, 3, 4, 3]],
  gives: [2, 1, 1, 3],
});

test('it is the mean of each channel, for pictures of any size', async () => {
  const net = sequential([input({ shape: [null, null, 2] }), globalAveragePooling2d()]);
  expect(net.outputShape).toEqual([null, 2]);
  expect(await net.apply(net.init(), tensor([1, 10, 2, 30, 6, 20], [1, 1, 3, 2])).array()).toEqual([[3, 20]]);
});

test('what is wrong is refused by owner, rule and value', () => {
  expect(() => globalAveragePooling2d({ keepDims: 1 as never })).toThrow(
    'globalAveragePooling2d: keepDims must be true or false, got 1',
  );
  expect(() => globalAveragePooling2d()(input({ shape: [8] }))).toThrow(
    'globalAveragePooling2d: its input must be [batch, height, width, channels], got [null, 8]',
  );
});
