import { CropAndResize } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { cropAndResize } from './cropAndResize.ts';

const device = testDevice();
/** Of integers, which are all ours. */
const image = device.tensor([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 3, 3, 1], 'int32');
const cut = (box: number[], cropSize: number[], { picture = 0, method = 'bilinear' } = {}) => {
  const inputs = { image, boxes: device.tensor(box, [1, 4]), boxInd: device.tensor([picture], [1], 'int32') };
  return [
    ...device.numbers(device.run(cropAndResize, CropAndResize, inputs, { cropSize, method, extrapolationValue: 9.5 })),
  ];
};

test('a box is cut out from edge to edge, its middle where it becomes one row or column', () => {
  expect(cut([0, 0, 1, 1], [2, 2])).toEqual([1, 3, 7, 9]);
  expect(cut([0, 0, 1, 1], [1, 1])).toEqual([5]);
  expect(cut([0, 0, 0.5, 0.5], [1, 2])).toEqual([2.5, 3.5]);
  expect(cut([0, 0, 0.25, 0.5], [1, 2], { method: 'nearest' })).toEqual([1, 2]);
});

test('backward it is turned, beyond the picture there is the value for that', () => {
  expect(cut([1, 1, 0, 0], [2, 2])).toEqual([9, 7, 3, 1]);
  expect(cut([0, -1, 0, 1], [1, 3])).toEqual([9.5, 1, 3]);
});

test('of a picture that is not there it is 0', () => {
  expect(cut([0, 0, 1, 1], [1, 2], { picture: 3 })).toEqual([0, 0]);
});

test('pixels that lie side by side are those of the box, wherever it begins', () => {
  expect(cut([0, 0, 1, 1], [3, 3])).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(cut([0.5, 0.5, 1, 1], [2, 2])).toEqual([5, 6, 8, 9]);
  expect(cut([0.25, 0.5, 0.75, 1], [2, 2])).toEqual([3.5, 4.5, 6.5, 7.5]);
  expect(cut([0.5, 0.5, 0.5, 1.5], [1, 3])).toEqual([5, 6, 9.5]);
});

test('a pixel that is infinite stays so where no other counts, a box of NaN is NaN', () => {
  const inputs = {
    image: device.tensor([1, Number.NEGATIVE_INFINITY, 3, 4], [1, 2, 2, 1]),
    boxes: device.tensor([0, 0, 1, 1, 0, 1, 1, 0, Number.NaN, 0, 1, 1], [3, 4]),
    boxInd: device.tensor([0, 0, 0], [3], 'int32'),
  };
  const attributes = { cropSize: [2, 2], method: 'nearest', extrapolationValue: 9.5 };
  expect([...device.numbers(device.run(cropAndResize, CropAndResize, inputs, attributes))]).toEqual([
    ...[1, Number.NEGATIVE_INFINITY, 3, 4],
    ...[Number.NEGATIVE_INFINITY, 1, 4, 3],
    ...[Number.NaN, Number.NaN, Number.NaN, Number.NaN],
  ]);
});

test.each([
  { why: 'a box of its own size', box: [0.1, 0.2, 0.9, 0.8], cropSize: [5, 5], isStock: true },
  { why: 'the whole picture', box: [0, 0, 1, 1], cropSize: [20, 10], isStock: true },
  { why: 'a copy of lines that begins within', box: [0.5, 0, 1, 1], cropSize: [20, 10], isStock: false },
  {
    why: 'the nearest of lines that are copied',
    box: [0, 0, 1, 1],
    cropSize: [5, 10],
    method: 'nearest',
    isStock: false,
  },
  { why: 'an end that float32 puts outside', box: [0.4, 0, 1, 1], cropSize: [6, 4], isStock: false },
  { why: 'a picture that is not there', box: [0, 0, 1, 1], cropSize: [20, 10], picture: 1, isStock: false },
  { why: 'a box of NaN', box: [0, Number.NaN, 1, 1], cropSize: [5, 5], isStock: false },
])('$why: tfjs has it right: $isStock', ({ box, cropSize, method = 'bilinear', picture = 0, isStock }) => {
  const inputs = {
    image: device.tensor(new Float32Array(200), [1, 20, 10, 1]),
    boxes: device.tensor(box, [1, 4]),
    boxInd: device.tensor([picture], [1], 'int32'),
  };
  const { compute } = cropAndResize[0]!;
  expect(compute(inputs, { cropSize, method, extrapolationValue: 0 }, device) === undefined).toBe(isStock);
});
