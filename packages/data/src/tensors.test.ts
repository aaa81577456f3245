import '@tensorflow/tfjs-backend-cpu';
import { memory, scalar, zeros } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { hostArray } from './host/hostArray.ts';
import { release, tensorsIn } from './tensors.ts';

test('tensors are found in records and lists, however deep, and nowhere else', () => {
  const [a, b, c] = [scalar(1), scalar(2), scalar(3)];
  const element = {
    x: { left: a, right: [b] },
    y: 3,
    name: 'n',
    none: null,
    host: hostArray(new Uint8Array(2), [2]),
    c,
  };
  expect(tensorsIn(element)).toEqual([a, b, c]);
  expect(tensorsIn(a)).toEqual([a]);
  expect(tensorsIn(new Map([['x', a]]))).toEqual([]);
  release(element);
  expect([a, b, c].map(({ isDisposed }) => isDisposed)).toEqual([true, true, true]);
});

test('an element that holds a tensor twice is freed once', () => {
  const before = memory().numTensors;
  const x = zeros([2]);
  release({ x, again: x });
  release(undefined);
  expect(memory().numTensors).toBe(before);
});
