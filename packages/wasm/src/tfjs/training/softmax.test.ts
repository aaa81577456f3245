import { LogSoftmax, Softmax } from '@tensorflow/tfjs-core';
import { draws } from '@tests/kit';
import { expect, test } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { hasRelaxedMadd, narrow } from '../../simd.ts';
import { softmax } from './softmax.ts';

type Rows = readonly (readonly number[])[];

const run = (name: string, rows: Rows, options: Parameters<typeof testDevice>[0] = {}): number[] => {
  const device = testDevice(options);
  const shape = [rows.length, rows[0]!.length];
  const logits = device.tensor(rows.flat(), shape);
  return [...device.numbers(device.run(softmax, name, { logits }, name === Softmax ? { dim: 1 } : { axis: 1 }))];
};

/** In float64. */
const logReference = (rows: Rows): number[] =>
  rows.flatMap((z) => {
    const top = Math.max(...z);
    const logSum = Math.log(z.reduce((total, value) => total + Math.exp(value - top), 0));
    return z.map((value) => value - top - logSum);
  });

const drawn = (seed: number, rows: number, classes: number, size: number): Rows => {
  const draw = draws(seed);
  return Array.from({ length: rows }, () => Array.from({ length: classes }, () => Math.fround(size * (draw() - 0.5))));
};

/** What is left of a number without the greatest is rounded: so much more where they are far apart. */
const relative = (size: number): number => 8 * 2 ** -24 + size * 2 ** -24;

test('are those of float64, for 200 random batches', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const draw = draws(seed);
    const [rows, classes] = [1 + Math.floor(draw() * 9), 1 + Math.floor(draw() ** 3 * 1000)];
    const size = seed % 2 === 0 ? 4 : 40;
    const logits = drawn(seed, rows, classes, size);
    const wanted = logReference(logits);
    const worst = (found: readonly number[], errorOf: (value: number, wanted: number) => number): number =>
      found.reduce((most, value, i) => Math.max(most, errorOf(value, wanted[i]!)), 0);
    const about = `seed ${seed}, ${rows} rows of ${classes}`;
    for (const relaxed of new Set([false, hasRelaxedMadd()])) {
      const options = { simd: { ...narrow, relaxed } };
      const errors = worst(run(Softmax, logits, options), (p, log) => Math.abs(p / Math.exp(log) - 1));
      expect(errors, about).toBeLessThan(relative(size));
      const ofLogs = worst(run(LogSoftmax, logits, options), (y, log) => Math.abs(y - log) / Math.max(1, -log));
      expect(ofLogs, about).toBeLessThan(4 * 2 ** -24);
    }
  }
});

test('the bits are the same however the rows are cut, at every number of classes to 9', () => {
  for (let classes = 1; classes <= 9; classes++) {
    const logits = drawn(classes, 50, classes, 8);
    for (const name of [Softmax, LogSoftmax]) {
      const whole = run(name, logits);
      for (const parts of [2, 3, 8]) expect(run(name, logits, { parts })).toEqual(whole);
    }
  }
});

test('what is not finite spoils only its own row, and a class at -Infinity gets nothing', () => {
  const { NaN: none, POSITIVE_INFINITY: infinity } = Number;
  const third = Math.fround(1 / 3);
  const spoiled = [none, none, none, none, none];
  const rows: [number[], number[]][] = [
    [[1, 2, none, 4, 5], spoiled],
    [
      [7, -infinity, 7, 7, -infinity],
      [third, 0, third, third, 0],
    ],
    [[infinity, 0, 0, 0, infinity], spoiled],
    [
      [-0, 0, -1e9, 0, -1e4],
      [third, third, 0, third, 0],
    ],
    [[1, 2, 3, 4, none], spoiled],
    [spoiled.map(() => -infinity), spoiled],
    [
      [3e38, -3e38, 0, 0, 0],
      [1, 0, 0, 0, 0],
    ],
  ];
  const logits = rows.map(([row]) => row);
  expect(run(Softmax, logits)).toEqual(rows.flatMap(([, wanted]) => wanted));
  expect(run(LogSoftmax, logits)).toEqual(logReference(logits).map(Math.fround));
});

test('of nothing there is nothing; other types and axes are not taken', () => {
  const device = testDevice();
  const tensors = { row: device.tensor([1, 2], [1, 2]), scalar: device.tensor([1], []) };
  const integers = device.tensor([1, 2], [2], 'int32');
  for (const { name, compute } of softmax) {
    for (const shape of [[0], [3, 0], [0, 3]]) {
      const axis = shape.length - 1;
      const y = device.run(softmax, name, { logits: device.tensor([], shape) }, { dim: axis, axis });
      expect(y.shape).toEqual(shape);
    }
    expect(compute({ logits: tensors.row }, { dim: 0, axis: 0 }, device)).toBeUndefined();
    expect(compute({ logits: tensors.scalar }, { dim: -1, axis: -1 }, device)).toBeUndefined();
    expect(compute({ logits: integers }, { dim: 0, axis: 0 }, device)).toBeUndefined();
  }
});
