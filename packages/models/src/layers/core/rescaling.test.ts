import { tensor2d } from '@tensorflow/tfjs-core';
import { testLayer } from '@tests/kit';
import { expect, test } from 'vitest';
import { input } from '../../layer/input.ts';
import { sequential } from '../../model/sequential.ts';
import { rescaling } from './rescaling.ts';

testLayer('rescaling', rescaling, { options: { scale: 0.5, offset: -1 }, reads: [[2, 3]], gives: [2, 3] });

test('bytes become float32 numbers in their range', async () => {
  const net = sequential([input({ shape: [3], dtype: 'int32' }), rescaling({ scale: 1 / 127.5, offset: -1 })]);
  const y = net.apply(net.init(), tensor2d([[0, 51, 255]], [1, 3], 'int32'));
  expect(y.dtype).toBe('float32');
  const [[low, middle, high]] = (await y.array()) as [[number, number, number]];
  expect([low, high]).toEqual([-1, 1]);
  expect(middle).toBeCloseTo(-0.6, 6);
});

test('without an offset it only scales, with a scale of 1 it only moves', async () => {
  const y = async (layer: ReturnType<typeof rescaling>) => {
    const net = sequential([input({ shape: [2] }), layer]);
    return net.apply(net.init(), tensor2d([[1, 2]])).array();
  };
  expect(await y(rescaling({ scale: 3 }))).toEqual([[3, 6]]);
  expect(await y(rescaling({ scale: 1, offset: 2 }))).toEqual([[3, 4]]);
});

test('numbers that are none are refused', () => {
  expect(() => rescaling({ scale: Number.POSITIVE_INFINITY })).toThrow(
    'rescaling: scale must be a finite number, got Infinity',
  );
  expect(() => rescaling({ scale: 1, offset: Number.NaN })).toThrow(
    'rescaling: offset must be a finite number, got NaN',
  );
});
