import '@tensorflow/tfjs-backend-cpu';
import { tensor } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { dilate, undilate } from './dilate.ts';

const filter = tensor([1, 2, 3, 4, 5, 6], [2, 3, 1, 1]);

test('zeros stand between the taps of a dilated filter, none around them', async () => {
  const dilated = dilate(filter, [3, 2]);
  expect(dilated.shape).toEqual([4, 5, 1, 1]);
  expect([...(await dilated.data())]).toEqual([
    ...[1, 0, 2, 0, 3],
    ...[0, 0, 0, 0, 0],
    ...[0, 0, 0, 0, 0],
    ...[4, 0, 5, 0, 6],
  ]);
});

test('the taps are taken out again, channels and all', async () => {
  const channels = tensor(
    Array.from({ length: 24 }, (_, i) => i),
    [2, 3, 2, 2],
  );
  const back = undilate(dilate(channels, [2, 4]), [2, 4]);
  expect(back.shape).toEqual(channels.shape);
  expect(await back.data()).toEqual(await channels.data());
});

test('at a rate of 1 nothing is done', () => {
  expect(dilate(filter, [1, 1])).toBe(filter);
  expect(undilate(filter, [1, 1])).toBe(filter);
});
