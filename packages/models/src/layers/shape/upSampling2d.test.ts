import { tensor } from '@tensorflow/tfjs-core';
import { testLayer } from '@tests/kit';
import { expect, test } from 'vitest';
import { input } from '../../layer/input.ts';
import { sequential } from '../../model/sequential.ts';
import { type UpSampling2dOptions, upSampling2d } from './upSampling2d.ts';

testLayer('upSampling2d', upSampling2d, { options: {}, reads: [[2, 2, 3, 2]], gives: [2, 4, 6, 2] });
testLayer('upSampling2d of one axis', upSampling2d, {
  options: { size: [1, 3] },
  reads: [[1, 2, 2, 2]],
  gives: [1, 2, 6, 2],
});
testLayer('upSampling2d in straight lines', upSampling2d, {
  options: { size: [2, 3], interpolation: 'bilinear' },
  reads: [[2, 3, 2, 2]],
  gives: [2, 6, 6, 2],
});

const enlarged = async (options: UpSampling2dOptions, values: number[], shape: number[]) => {
  const net = sequential([input({ shape: [null, null, shape[3]!] }), upSampling2d(options)]);
  expect(net.outputShape).toEqual([null, null, null, shape[3]]);
  return [...(await net.apply(net.init(), tensor(values, shape)).data())];
};

test('the nearest repeats rows and columns, whole pixels at a time', async () => {
  expect(await enlarged({}, [1, 10, 2, 20], [1, 1, 2, 2])).toEqual([
    ...[1, 10, 1, 10, 2, 20, 2, 20],
    ...[1, 10, 1, 10, 2, 20, 2, 20],
  ]);
});

test('straight lines go from middle to middle, and end flat', async () => {
  expect(await enlarged({ size: [1, 2], interpolation: 'bilinear' }, [0, 4, 8], [1, 1, 3, 1])).toEqual([
    0, 1, 3, 5, 7, 8,
  ]);
  expect(await enlarged({ size: [3, 1], interpolation: 'bilinear' }, [5], [1, 1, 1, 1])).toEqual([5, 5, 5]);
});

test('a known size is multiplied', () => {
  expect(sequential([input({ shape: [4, null, 3] }), upSampling2d({ size: [2, 3] })]).outputShape).toEqual([
    null,
    8,
    null,
    3,
  ]);
});

test('what is wrong is refused by owner, rule and value', () => {
  expect(() => upSampling2d({ size: 1.5 })).toThrow('upSampling2d: size must be a positive integer or');
  expect(() => upSampling2d({ interpolation: 'linear' as 'bilinear' })).toThrow(
    'upSampling2d: unknown interpolation "linear"; did you mean "bilinear"? Known: nearest, bilinear',
  );
  expect(() => upSampling2d()(input({ shape: [3, 4] }))).toThrow(
    'upSampling2d: its input must be [batch, height, width, channels], got [null, 3, 4]',
  );
});
