import { tensor2d } from '@tensorflow/tfjs-core';
import { testLayer } from '@tests/kit';
import { expect, test } from 'vitest';
import { input } from '../../layer/input.ts';
import { sequential } from '../../model/sequential.ts';
import { leakyRelu } from './leakyRelu.ts';

testLayer('leakyRelu', leakyRelu, { options: { negativeSlope: 0.1 }, reads: [[3, 4]], gives: [3, 4] });

test('the slope is 0.3 unless it is given', async () => {
  const y = async (layer = leakyRelu()) => {
    const net = sequential([input({ shape: [2] }), layer]);
    return net.apply(net.init(), tensor2d([[-1, 2]])).array();
  };
  expect(await y()).toEqual([[Math.fround(-0.3), 2]]);
  expect(await y(leakyRelu({ negativeSlope: undefined }))).toEqual([[Math.fround(-0.3), 2]]);
  expect(await y(leakyRelu({ negativeSlope: 0.5 }))).toEqual([[-0.5, 2]]);
});

test('a slope that is negative or no number is refused', () => {
  expect(() => leakyRelu({ negativeSlope: -0.1 })).toThrow(
    'leakyRelu: negativeSlope must be a number of at least 0, got -0.1',
  );
  expect(() => leakyRelu({ negativeSlope: Number.NaN })).toThrow('got NaN');
});
