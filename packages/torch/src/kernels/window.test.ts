import { backend_util } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { windowOf } from './window.ts';

const { computeConv2DInfo, computePool3DInfo } = backend_util;

test('padding that is alike on both sides is ATen’s to do', () => {
  const window = windowOf(computeConv2DInfo([2, 8, 6, 3], [3, 3, 3, 5], 1, 1, 'same'));
  expect(window).toMatchObject({ batch: 2, inChannels: 3, outChannels: 5, size: [3, 3], input: [8, 6] });
  expect([window.padding, window.extent]).toEqual([[1, 1], window.input]);
});

test('other padding is put on before', () => {
  const window = windowOf(computeConv2DInfo([1, 8, 8, 1], [2, 2, 1, 1], 1, 1, 'same'));
  expect([window.padding, window.before, window.after, window.extent]).toEqual([
    [0, 0],
    [0, 0],
    [1, 1],
    [9, 9],
  ]);
});

test('more padding than ATen takes is put on before, too', () => {
  const pad: backend_util.ExplicitPadding = [
    [0, 0],
    [2, 2],
    [2, 2],
    [0, 0],
  ];
  const info = computeConv2DInfo([1, 8, 8, 1], [3, 3, 1, 1], 1, 1, pad);
  expect(windowOf(info).padding).toEqual([2, 2]);
  expect(windowOf(info, (size) => Math.floor(size / 2))).toMatchObject({ padding: [0, 0], extent: [12, 12] });
});

test('where sizes were rounded up, the last window has what it reaches', () => {
  const window = windowOf(computePool3DInfo([1, 5, 5, 5, 1], 2, 2, 1, 1, 'ceil'));
  expect(window.output.map((length, axis) => (length - 1) * 2 + 2 <= window.extent[axis]!)).toEqual([true, true, true]);
});
