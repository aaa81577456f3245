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

test.each(testBackends)(
  'a channel that never changes becomes 0 on %s, and stays finite where it does',
  async (backend) => {
    await useBackend(backend);
    // 0.1 three times does not add up to 0.3: its mean must be 0.1 all the same.
    const scale = moments(hostArray(Float32Array.of(1, 0.1, 2, 0.1, 3, 0.1), [3, 2]));
    expect(scale.std[1]).toBe(0);
    const rows = Float32Array.of(2, 0.1, 2, 6);
    const expected = Float32Array.of(0, 0, 0, Math.fround(6 - Math.fround(0.1)));
    expect(standardize(hostArray(rows, [2, 2]), scale).data).toEqual(expected);
    const given = tensor(rows, [2, 2]);
    const y = standardize(given, scale);
    expect(await y.data()).toEqual(expected);
    dispose([given, y]);
    // A std that float32 cannot hold divides by nothing either.
    expect(standardize(hostArray(Float32Array.of(3), [1]), { mean: 1, std: 1e-50 }).data).toEqual(Float32Array.of(2));
  },
);

test('a std below 0, numbers without an end and lists of another length are refused', () => {
  expect(() => standardize(x, { mean: 0, std: [1, -1] })).toThrow('standardize: std must be at least 0, got [1, -1]');
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
