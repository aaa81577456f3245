import { dispose, tensor } from '@tensorflow/tfjs-core';
import { testBackends, useBackend } from '@tests/kit';
import { expect, test } from 'vitest';
import { hostArray } from '../host/hostArray.ts';
import { moments } from './moments.ts';
import { standardize } from './standardize.ts';

const x = hostArray(new Float32Array([1, 10, 3, 30, 5, 80]), [3, 2]);

test('by its own moments every channel comes to mean 0 and deviation 1', () => {
  const { mean, std } = moments(standardize(x, moments(x)));
  for (const value of mean) expect(value).toBeCloseTo(0, 6);
  for (const value of std) expect(value).toBeCloseTo(1, 6);
});

test.each(testBackends)('host arrays and tensors on %s give the same bits', async (backend) => {
  await useBackend(backend);
  const given = tensor(x.data, [3, 2]);
  for (const options of [
    { mean: [3, 40], std: [1.7, 29] },
    { mean: 0.3, std: 7 },
  ]) {
    const y = standardize(given, options);
    expect(await y.data()).toEqual(standardize(x, options).data);
    y.dispose();
  }
  dispose(given);
});

test('a std that is not positive, numbers without an end and lists of another length are refused', () => {
  expect(() => standardize(x, { mean: 0, std: [1, 0] })).toThrow('standardize: std must be positive, got [1, 0]');
  expect(() => standardize(x, { mean: Number.NaN, std: 1 })).toThrow(
    'standardize: mean must be one finite number or 2',
  );
  expect(() => standardize(x, { mean: 0, std: [1, 2, 3] })).toThrow('for the last axis of [3, 2], got [1, 2, 3]');
  const holed = Object.assign(Array<number>(2), { 0: 1 });
  expect(() => standardize(x, { mean: holed, std: 1 })).toThrow('mean must be one finite number or 2');
});

test('options that it does not have, and none at all, are refused', () => {
  // @ts-expect-error another spelling
  expect(() => standardize(x, { mean: 0, sdt: 1 })).toThrow('standardize: unknown option "sdt"; did you mean "std"?');
  // @ts-expect-error both are needed
  expect(() => standardize(x)).toThrow('standardize: mean must be one finite number or 2');
});
