import { tensor } from '@tensorflow/tfjs-core';
import { testLayer } from '@tests/kit';
import { expect, test } from 'vitest';
import { input } from '../../layer/input.ts';
import { sequential } from '../../model/sequential.ts';
import { globalMaxPooling2d } from './globalMaxPooling2d.ts';

testLayer('globalMaxPooling2d', globalMaxPooling2d, { options: {}, reads: [[2, 3, 4, 3]], gives: [2, 3] });
testLayer('globalMaxPooling2d that keeps its axes', globalMaxPooling2d, {
  options: { keepDims: true },
  reads: [[2, 3, 4, 3]],
  gives: [2, 1, 1, 3],
});

test('it is the greatest of each channel, for pictures of any size', async () => {
  const net = sequential([input({ shape: [null, null, 2] }), globalMaxPooling2d()]);
  expect(net.outputShape).toEqual([null, 2]);
  expect(await net.apply(net.init(), tensor([1, 10, 2, 30, 6, 20], [1, 1, 3, 2])).array()).toEqual([[6, 30]]);
});

test('what is wrong is refused by owner, rule and value', () => {
  expect(() => globalMaxPooling2d({ keepDims: 1 as never })).toThrow(
    'globalMaxPooling2d: keepDims must be true or false, got 1',
  );
  expect(() => globalMaxPooling2d()(input({ shape: [8] }))).toThrow(
    'globalMaxPooling2d: its input must be [batch, height, width, channels], got [null, 8]',
  );
});
