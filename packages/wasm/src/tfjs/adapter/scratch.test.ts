import { Conv2D, MaxPool, MaxPoolGrad, NonMaxSuppressionV3, SparseFillEmptyRows } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { scratchOf } from './scratch.ts';

const device = testDevice();
const of = (...shape: number[]) => device.output(shape, 'float32');
const bytesOf = (name: string, inputs: Parameters<(typeof scratchOf)[string]>[0], attributes = {}) =>
  scratchOf[name]!(inputs, attributes, device.numbers);

test('the bytes that a kernel takes beside its result, by what it is given', () => {
  expect(bytesOf(MaxPoolGrad, { dy: of(1, 2, 3, 4) })).toBe(96);
  expect(bytesOf(NonMaxSuppressionV3, { boxes: of(5, 4) }, { maxOutputSize: 2 })).toBe(176);
  // Four taps, over 3 x 5 with two pixels around.
  expect(bytesOf(MaxPool, { x: of(2, 3, 5, 1) }, { filterSize: 2 })).toBe(4 * 4 * 7 * 9);
  const denseShape = device.tensor([7, 2], [2], 'int32');
  expect(bytesOf(SparseFillEmptyRows, { denseShape })).toBe(56);
});

test('a convolution takes filters four times, pointers, and its result', () => {
  const bytes = bytesOf(Conv2D, { x: of(1, 4, 4, 3), filter: of(1, 1, 3, 2) });
  expect(bytes).toBe(16 * 6 + 4 * 6 * 6 + 4 * 6 * 6 * 2);
});
