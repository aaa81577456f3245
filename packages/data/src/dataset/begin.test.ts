import '@tensorflow/tfjs-backend-cpu';
import { release } from '@kindling/core';
import { memory } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { collect } from '../../testing/collect.ts';
import { bare, stream, tensors, xs } from '../../testing/numbers.ts';
import { after, begin } from './begin.ts';

test('a dataset that can begin in the middle does so, without making what comes before', async () => {
  const log: string[] = [];
  expect(xs(await collect(begin(stream(5, log), { pass: 3, skip: 3 })))).toEqual([3, 4]);
  expect(log).toEqual(['3:3', '3:4']);
});

test('of any other, elements are read and left out', async () => {
  expect(xs(await collect(begin(bare(5), { pass: 3, skip: 3 })))).toEqual([3, 4]);
  expect(await collect(begin(bare(5), { pass: 0, skip: 9 }))).toEqual([]);
});

test('what is left out is freed', async () => {
  const before = memory().numTensors;
  const rest = await collect(after(tensors(5), 3));
  expect(memory().numTensors).toBe(before + 2);
  release(rest);
});
