import '@tensorflow/tfjs-backend-cpu';
import { tensor, tensor1d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { difference, differenceOfAll, readNumbers, tensorOf, worst } from './golden.ts';

const golden = { shape: [2], values: [1, 99] };

test('a difference counts relative to what was expected, at its worst', async () => {
  expect(await difference(tensor1d([1, 99]), golden)).toBe(0);
  expect(await difference(tensor1d([1.5, 100]), golden)).toBe(0.25);
});

test('another shape is infinitely far, and NaN is worse than any number', async () => {
  expect(await difference(tensor([[1, 99]]), golden)).toBe(Number.POSITIVE_INFINITY);
  expect(await difference(tensor1d([1, Number.NaN]), golden)).toBeNaN();
  expect(worst([1, Number.NaN, 2])).toBeNaN();
});

test('a record that lacks a name, or has one too many, is infinitely far', async () => {
  const a = tensor1d([1, 99]);
  expect(await differenceOfAll({ a }, { a: golden })).toBe(0);
  expect(await differenceOfAll({ a }, { a: golden, b: golden })).toBe(Number.POSITIVE_INFINITY);
  expect(await differenceOfAll({ a, b: a }, { a: golden })).toBe(Number.POSITIVE_INFINITY);
});

test('every committed number is a float32 or int32 that a tensor holds as it is', async () => {
  const { params } = readNumbers<{ params: { kernel: { shape: number[]; values: number[] } } }>('optimizers');
  expect(await difference(tensorOf(params.kernel), params.kernel)).toBeLessThan(1e-7);
  expect(tensorOf({ dtype: 'int32', shape: [1], values: [3] }).dtype).toBe('int32');
});
