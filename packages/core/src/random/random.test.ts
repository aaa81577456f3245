import { useBackend } from '@tests/kit';
import { threefry2x32 } from './threefry.ts';
import '@tensorflow/tfjs-backend-cpu';
import { memory, profile, type Tensor } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { type Random, random } from './random.ts';

const n = 1 << 16;
const read = async (drawn: Tensor): Promise<number[]> => {
  const values = Array.from(await drawn.data());
  drawn.dispose();
  return values;
};
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const variance = (values: readonly number[]): number => mean(values.map((value) => (value - mean0(values)) ** 2));
const means = new WeakMap<readonly number[], number>();
const mean0 = (values: readonly number[]): number => {
  const known = means.get(values) ?? mean(values);
  means.set(values, known);
  return known;
};
const correlation = (a: readonly number[], b: readonly number[]): number =>
  mean(a.map((value, i) => (value - mean0(a)) * (b[i]! - mean0(b)))) / Math.sqrt(variance(a) * variance(b));
/** Five standard errors of a sample statistic whose variance is `v / n`. */
const five = (v: number, count = n): number => 5 * Math.sqrt(v / count);

test('uniform numbers are the top 24 bits of the counter blocks (element / 2, draw) under the seed', async () => {
  const seed = 5 * 2 ** 32 + 9;
  const key = random(seed);
  (await key.uniform([1]).data()).slice();
  const drawn = await read(key.uniform([2, 2]));
  const words = new Uint32Array(4);
  threefry2x32(5, 9, 0, 1, words, 0);
  threefry2x32(5, 9, 1, 1, words, 2);
  expect(drawn).toEqual(Array.from(words, (value) => Math.floor(value / 256) / 2 ** 24));
});

test('uniform numbers are in [0, 1), float32, of the asked shape, and spread evenly', async () => {
  const drawn = random(3).uniform([n / 4, 4]);
  expect([drawn.shape, drawn.dtype]).toEqual([[n / 4, 4], 'float32']);
  const values = await read(drawn);
  expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
  expect(Math.abs(mean(values) - 1 / 2)).toBeLessThan(five(1 / 12));
  expect(Math.abs(variance(values) - 1 / 12)).toBeLessThan(five(1 / 180));
  const bins = new Array<number>(64).fill(0);
  for (const value of values) bins[Math.floor(value * 64)]!++;
  const chi = bins.reduce((sum, count) => sum + (count - n / 64) ** 2 / (n / 64), 0);
  expect(Math.abs(chi - 63)).toBeLessThan(5 * Math.sqrt(2 * 63));
});

test('normal numbers have the moments and the tails of a normal', async () => {
  const values = await read(random(4).normal([n]));
  expect(Math.abs(mean(values))).toBeLessThan(five(1));
  expect(Math.abs(variance(values) - 1)).toBeLessThan(five(2));
  expect(Math.abs(mean(values.map((value) => value ** 3)))).toBeLessThan(five(15));
  expect(Math.abs(mean(values.map((value) => value ** 4)) - 3)).toBeLessThan(five(96));
  for (const [above, p] of [
    [0, 0.5],
    [1, 0.15865525],
    [2, 0.02275013],
    [3, 0.0013499],
  ] as const) {
    expect(Math.abs(values.filter((value) => value > above).length / n - p)).toBeLessThan(five(p * (1 - p)));
    expect(Math.abs(values.filter((value) => value < -above).length / n - p)).toBeLessThan(five(p * (1 - p)));
  }
  expect(Math.abs(correlation(values.slice(1), values.slice(0, -1)))).toBeLessThan(five(1));
});

test('draws, folds, folds of folds and neighbouring seeds are not correlated', async () => {
  const key = random(1);
  const streams = await Promise.all(
    [key, key, key.fold(0), key.fold(1), key.fold(0).fold(1), key.fold(2 ** 32), random(0), random(2)].map((from) =>
      read(from.uniform([n])),
    ),
  );
  for (const [i, a] of streams.entries()) {
    for (const b of streams.slice(0, i)) expect(Math.abs(correlation(a, b))).toBeLessThan(five(1));
  }
});

test('a key is a value: seed and order decide, and folding is not a draw', async () => {
  const draws = async (key: Random, folds: number) => {
    for (let i = 0; i < folds; i++) key.fold(i);
    return [await read(key.uniform([3])), await read(key.normal([3])), await read(key.fold(7).uniform([3]))];
  };
  const first = await draws(random(11), 0);
  expect(await draws(random(11), 5)).toEqual(first);
  expect(await draws(random(12), 0)).not.toEqual(first);
  const key = random(11);
  expect(await read(key.uniform([3]))).toEqual(first[0]);
  expect(await read(key.uniform([3]))).not.toEqual(first[0]);
});

test('all 53 bits of a seed count', async () => {
  const seeds = [0, 1, 2 ** 31, 2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER];
  const firsts = await Promise.all(seeds.map(async (seed) => (await read(random(seed).uniform([1])))[0]));
  const folds = await Promise.all(seeds.map(async (data) => (await read(random(0).fold(data).uniform([1])))[0]));
  expect(new Set(firsts).size).toBe(seeds.length);
  expect(new Set(folds).size).toBe(seeds.length);
});

test('a scalar, an odd length and an empty tensor can be drawn, and each draw is one tensor', async () => {
  const before = memory().numTensors;
  const key = random(0);
  const drawn = [key.normal([]), key.normal([3]), key.uniform([0, 4]), key.uniform([5])];
  expect(memory().numTensors).toBe(before + 4);
  expect(drawn.map(({ shape }) => shape)).toEqual([[], [3], [0, 4], [5]]);
  for (const each of drawn) each.dispose();
});

test('an odd draw is the beginning of the even one', async () => {
  const [odd, even] = [await read(random(6).normal([5])), await read(random(6).normal([6]))];
  expect(odd).toEqual(even.slice(0, 5));
});

test('what is not a safe integer of at least 0 is refused', () => {
  expect(() => random(-1)).toThrow('random: seed must be a safe integer of at least 0, got -1');
  expect(() => random(0.5)).toThrow('got 0.5');
  expect(() => random(2 ** 53)).toThrow('got 9007199254740992');
  expect(() => random(1).fold(Number.NaN)).toThrow(
    'random: the folded number must be a safe integer of at least 0, got NaN',
  );
});

test('where the backend makes uniform numbers by a kernel, they are those of the host, draw by draw', async () => {
  const shapes = [[7], [300], [20, 31], [2], [1000]];
  const drawn: number[][] = [];
  for (const backend of ['kernels', 'cpu'] as const) {
    await useBackend(backend);
    const before = memory().numTensors;
    const key = random(2 ** 40 + 12345).fold(3);
    const { kernelNames } = await profile(async () => {
      for (const shape of shapes) drawn.push(await read(key.uniform(shape)));
      return [];
    });
    expect(kernelNames.includes('KindlingUniform')).toBe(backend === 'kernels');
    expect(memory().numTensors).toBe(before);
  }
  expect(drawn.slice(0, shapes.length)).toEqual(drawn.slice(shapes.length));
  await useBackend('kernels');
  expect(() => random(1).uniform([100.5, 10])).toThrow('integer');
});
