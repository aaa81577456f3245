import { BatchNorm, BatchNormGrad } from '@kindling/core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { draws } from '@tests/kit';
import { expect, test } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { batchNorm } from './batchNorm.ts';

const epsilon = 1e-3;
type Numbers = Float32Array<ArrayBuffer>;

const numbers = (draw: () => number, count: number, centre = 0, spread = 1): Numbers =>
  Float32Array.from({ length: count }, () => centre + spread * (2 * draw() - 1));

interface Case {
  readonly rows: number;
  readonly channels: number;
  readonly x: Numbers;
  readonly gamma: Numbers;
  readonly beta: Numbers;
  readonly dy: Numbers;
  readonly dMean: Numbers;
  readonly dVariance: Numbers;
}

const sample = (seed: number, rows: number, channels: number, centre = 0): Case => {
  const draw = draws(seed);
  const lists = () => numbers(draw, channels);
  const size = rows * channels;
  const [x, dy] = [numbers(draw, size, centre), numbers(draw, size)];
  return { rows, channels, x, dy, gamma: lists(), beta: lists(), dMean: lists(), dVariance: lists() };
};

/** Both passes in float64, by the formulas. */
const reference = ({ rows: n, channels, x, gamma, beta, dy, dMean, dVariance }: Case) => {
  const found = { y: new Float64Array(x.length), dx: new Float64Array(x.length), mean: new Float64Array(channels) };
  const per = {
    variance: new Float64Array(channels),
    dGamma: new Float64Array(channels),
    dBeta: new Float64Array(channels),
  };
  for (let c = 0; c < channels; c++) {
    const column = (values: Numbers) => Array.from({ length: n }, (_, row) => values[row * channels + c]!);
    const [xs, dys] = [column(x), column(dy)];
    const mean = xs.reduce((sum, value) => sum + value, 0) / n;
    const variance = xs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n;
    const r = 1 / Math.sqrt(variance + epsilon);
    const dBeta = dys.reduce((sum, value) => sum + value, 0);
    const dGamma = dys.reduce((sum, value, row) => sum + value * (xs[row]! - mean) * r, 0);
    xs.forEach((value, row) => {
      const normal = (value - mean) * r;
      found.y[row * channels + c] = normal * gamma[c]! + beta[c]!;
      found.dx[row * channels + c] =
        gamma[c]! * r * (dys[row]! - dBeta / n - (normal * dGamma) / n) +
        dMean[c]! / n +
        (2 * (value - mean) * dVariance[c]!) / n;
    });
    found.mean[c] = mean;
    per.variance[c] = variance;
    per.dGamma[c] = dGamma;
    per.dBeta[c] = dBeta;
  }
  return { ...found, ...per };
};

const fused = ({ rows, channels, x, gamma, beta, dy, dMean, dVariance }: Case, parts = 1) => {
  const device = testDevice({ parts });
  const compute = (name: string, inputs: Record<string, TensorInfo>) =>
    batchNorm.find((each) => each.name === name)!.compute(inputs, { epsilon }, device) as TensorInfo[];
  const list = (values: Numbers) => device.tensor(values, [channels]);
  const given = { x: device.tensor(x, [rows, channels]), gamma: list(gamma) };
  const [y, mean, variance] = compute(BatchNorm, { ...given, beta: list(beta) });
  const slopes = { dy: device.tensor(dy, [rows, channels]), dMean: list(dMean), dVariance: list(dVariance) };
  const [dx, dGamma, dBeta] = compute(BatchNormGrad, { ...slopes, ...given, mean: mean!, variance: variance! });
  expect(device.runtime.borrowed()).toBe(0);
  const all = { y, mean, variance, dx, dGamma, dBeta } as Record<string, TensorInfo>;
  return Object.fromEntries(Object.entries(all).map(([key, tensor]) => [key, device.numbers(tensor)]));
};

const expectClose = (given: Case, about: string, tolerance = 4e-6): void => {
  const found = fused(given);
  for (const [key, expected] of Object.entries(reference(given))) {
    const size = Math.max(1, ...expected.map(Math.abs));
    const errors = expected.map((value, i) => Math.abs(found[key]![i]! - value) / size);
    const worst = errors.findIndex((error) => !(error < tolerance));
    expect(worst, `${about}: ${key}[${worst}] is ${found[key]![worst]} for ${expected[worst]}`).toBe(-1);
  }
};

const expectSameVariance = (given: Case): void => {
  const expected = reference(given).variance;
  const ratios = [...fused(given).variance!].map((value, c) => value / expected[c]!);
  for (const ratio of ratios) expect(ratio).toBeCloseTo(1, 5);
};

test('both passes are those of the formulas, for 60 shapes drawn at random', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const draw = draws(seed + 1000);
    const [rows, channels] = [1 + Math.floor(draw() ** 3 * 700), 1 + Math.floor(draw() ** 2 * 70)];
    expectClose(sample(seed, rows, channels), `seed ${seed}, [${rows}, ${channels}]`);
  }
});

test('many chunks of rows, and more channels than a chunk has room for', () => {
  expectClose(sample(1, 20_000, 3), 'narrow');
  expectClose(sample(2, 70, 1000), 'wide');
});

test('a mean far from 0 does not swallow the variance', () => {
  expectSameVariance(sample(3, 5000, 5, 1000));
});

test('an outlier in the first row costs no precision', () => {
  const given = sample(4, 5000, 4);
  given.x.fill(1e4, 0, 4);
  expectSameVariance(given);
});

test('the bits are the same however the work is cut', () => {
  for (const [rows, channels] of [
    [3000, 37],
    [50, 200],
    [1, 1],
  ] as const) {
    const given = sample(5, rows, channels);
    const whole = fused(given);
    for (const parts of [2, 3, 7]) expect(fused(given, parts), `[${rows}, ${channels}], ${parts} parts`).toEqual(whole);
  }
});

test('what is not finite spoils its channel alone', () => {
  const given = sample(6, 100, 6);
  given.x[6 * 50 + 2] = Number.NaN;
  given.x[6 * 70 + 4] = Number.POSITIVE_INFINITY;
  const { y, dx } = fused(given);
  const finite = (values: ArrayLike<number>) => Array.from({ length: 6 }, (_, c) => Number.isFinite(values[c]!));
  expect(finite(y!)).toEqual([true, true, false, true, false, true]);
  expect(finite(dx!)).toEqual([true, true, false, true, false, true]);
});

test('nothing to normalize, and channels that do not fit, are refused; other types are not taken', () => {
  const device = testDevice();
  const run = (shape: number[], channels: number, dtype: 'float32' | 'int32' = 'float32') => {
    const list = () => device.tensor(new Float32Array(channels), [channels]);
    const x = device.tensor(new Float32Array(shape.reduce((a, b) => a * b, 1)), shape, dtype);
    return batchNorm[0]!.compute({ x, gamma: list(), beta: list() }, { epsilon }, device);
  };
  expect(() => run([0, 4], 4)).toThrow('KindlingBatchNorm: there is no batch of channels in [0,4]');
  expect(() => run([2, 4], 3)).toThrow('KindlingBatchNorm: channels of [2,4] go with [4], got [3]');
  expect(run([2, 4], 4, 'int32')).toBeUndefined();
});
