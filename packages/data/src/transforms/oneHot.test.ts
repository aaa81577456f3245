import { dispose, memory, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { testBackends, useBackend } from '@tests/kit';
import { expect, test } from 'vitest';
import { hostArray } from '../host/hostArray.ts';
import { oneHot } from './oneHot.ts';

const { NaN: nan } = Number;

test('a list, a vector and a number on the host have one 1 a row', () => {
  expect([...oneHot([2, 0], 3).data]).toEqual([0, 0, 1, 1, 0, 0]);
  expect(oneHot(hostArray(new Uint8Array([1]), [1]), 2)).toMatchObject({
    data: new Float32Array([0, 1]),
    shape: [1, 2],
  });
  expect(oneHot(1, 2)).toMatchObject({ data: new Float32Array([0, 1]), shape: [2] });
});

test.each([3, -1, 0.5, nan])('the label %d on the host is refused', (label) => {
  expect(() => oneHot([0, label], 3)).toThrow(
    `oneHot: labels must be whole numbers from 0 to 2, got ${label} at place 1`,
  );
});

test.each(testBackends.flatMap((backend) => (['int32', 'float32'] as const).map((dtype) => [backend, dtype] as const)))(
  'labels in a tensor on %s of %s have one 1 a row, and NaN where there is no such class',
  async (backend, dtype) => {
    await useBackend(backend);
    const labels = tensor1d([1, 3, -1, 0], dtype);
    const before = memory().numTensors;
    const y = oneHot(labels, 3);
    expect(memory().numTensors).toBe(before + 1);
    expect([...(await y.data())]).toEqual([0, 1, 0, nan, nan, nan, nan, nan, nan, 1, 0, 0]);
    expect([y.dtype, y.shape]).toEqual(['float32', [4, 3]]);
    dispose([labels, y]);
  },
);

test('a fraction in a tensor names no class, and any shape gets one more axis', async () => {
  await useBackend('cpu');
  const labels = tensor2d([[0, 0.5]]);
  const y = oneHot(labels, 2);
  expect([y.shape, [...(await y.data())]]).toEqual([
    [1, 2, 2],
    [1, 0, nan, nan],
  ]);
  dispose([labels, y]);
});

test('more numbers than an array holds are refused', () => {
  expect(() => oneHot([1, 0], 2 ** 31)).toThrow(
    'oneHot: 2 labels of 2147483648 classes are more than 2147483647 numbers; sparseCategoricalCrossentropy takes labels',
  );
});

test('no classes, matrices on the host and labels that are not numbers are refused', () => {
  const truths = tensor1d([true]);
  expect(() => oneHot([0], 0)).toThrow('oneHot: classes must be a positive integer, got 0');
  expect(() => oneHot(truths, 2)).toThrow('oneHot: labels must be int32 or float32, got a tensor of bool');
  // @ts-expect-error a matrix holds no labels
  expect(() => oneHot(hostArray(new Uint8Array(1), [1, 1]), 2)).toThrow('oneHot: labels must be a tensor, a vector');
  truths.dispose();
});
