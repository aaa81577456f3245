import { expect, test } from 'vitest';
import { pairOf, pooled, requireConvolution, requirePadding, requirePair, windowed } from './windows.ts';

const once = { size: 3, strides: 1, padding: 'valid' } as const;

test('one number stands for height and width', () => {
  expect([pairOf(2), pairOf([3, 4])]).toEqual([
    [2, 2],
    [3, 4],
  ]);
});

test('valid windows lie within the picture, same ones begin at every stride', () => {
  const count = (windows: object) => windowed('conv2d', 'kernelSize', [7, 8, 3], { ...once, ...windows });
  expect(count({})).toEqual([5, 6]);
  expect(count({ strides: 2 })).toEqual([3, 3]);
  expect(count({ size: [7, 1], strides: [1, 3] })).toEqual([1, 3]);
  expect(count({ dilationRate: [3, 2] })).toEqual([1, 4]);
  expect(count({ padding: 'same' })).toEqual([7, 8]);
  expect(count({ padding: 'same', strides: [2, 3], size: 50 })).toEqual([4, 3]);
});

test('a length known only at run time stays so', () => {
  expect(windowed('conv2d', 'kernelSize', [null, 5, null], once)).toEqual([null, 3]);
  expect(pooled('maxPooling2d', [4, null, 3], { poolSize: 2, padding: 'valid' })).toEqual([2, null, 3]);
});

test('what fits nowhere into its input is refused', () => {
  const of = (shape: readonly number[], windows: object) => () =>
    windowed('conv2d', 'kernelSize', shape, { ...once, ...windows });
  expect(of([3, 2, 8], {})).toThrow('conv2d: kernelSize must fit into its input, [null, 3, 2, 8], got 3');
  expect(of([4, 4, 8], { size: [3, 2], dilationRate: 2 })).toThrow('got [3, 2] at dilationRate 2');
  expect(of([0, 4, 8], { padding: 'same' })).toThrow('must fit into its input, [null, 0, 4, 8], got 3');
  expect(of([3072], {})).toThrow('conv2d: its input must be [batch, height, width, channels], got [null, 3072]');
});

test('pairs, paddings, and strides with dilation are refused by owner, rule and value', () => {
  const size = (value: unknown) => () => requirePair('conv2d', 'kernelSize', value);
  expect(size(new Array(2))).toThrow(
    'conv2d: kernelSize must be a positive integer or [height, width] of such, got [, ]',
  );
  expect(size(0)).toThrow('conv2d: kernelSize must be a positive integer or [height, width] of such, got 0');
  expect(size([3])).toThrow('got [3]');
  expect(size([3, 1.5])).toThrow('got [3, 1.5]');
  expect(size('3')).toThrow('got "3"');
  expect(size(undefined)).toThrow('got undefined');
  expect(() => requirePadding('conv2d', 'vaild')).toThrow(
    'conv2d: unknown padding "vaild"; did you mean "valid"? Known: valid, same',
  );
  const both = { kernelSize: 3, strides: [1, 2], padding: 'same', dilationRate: 2 } as const;
  expect(() => requireConvolution('conv2d', both)).toThrow(
    'conv2d: strides and dilationRate must not both be above 1, got [1, 2] and 2',
  );
});
