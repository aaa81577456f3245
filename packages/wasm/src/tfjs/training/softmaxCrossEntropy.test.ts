import { SoftmaxCrossEntropy, SoftmaxCrossEntropyGrad } from '@kindling/core';
import { draws } from '@tests/kit';
import { expect, test } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { softmaxCrossEntropy } from './softmaxCrossEntropy.ts';

type Rows = readonly (readonly number[])[];

const fused = (logits: Rows, target: Rows, dy: readonly number[] = logits.map(() => 1), parts = 1) => {
  const device = testDevice({ parts });
  const shape = [logits.length, logits[0]!.length];
  const inputs = { logits: device.tensor(logits.flat(), shape), target: device.tensor(target.flat(), shape) };
  const slopes = { ...inputs, dy: device.tensor(dy, [dy.length]) };
  return {
    loss: [...device.numbers(device.run(softmaxCrossEntropy, SoftmaxCrossEntropy, inputs))],
    slope: [...device.numbers(device.run(softmaxCrossEntropy, SoftmaxCrossEntropyGrad, slopes))],
  };
};

/** By the formulas, in float64. */
const reference = (logits: Rows, target: Rows, dy: readonly number[]) => {
  const rows = logits.map((z, row) => {
    const top = Math.max(...z);
    const sum = z.reduce((total, value) => total + Math.exp(value - top), 0);
    const weight = target[row]!.reduce((total, value) => total + value, 0);
    return {
      loss: -z.reduce((total, value, c) => total + target[row]![c]! * (value - top - Math.log(sum)), 0),
      slope: z.map((value, c) => dy[row]! * ((Math.exp(value - top) / sum) * weight - target[row]![c]!)),
    };
  });
  return { loss: rows.map(({ loss }) => loss), slope: rows.flatMap(({ slope }) => slope) };
};

const worst = (found: readonly number[], expected: readonly number[]): number =>
  Math.max(0, ...expected.map((value, i) => Math.abs(found[i]! - value) / Math.max(1, Math.abs(value))));

const drawn = (draw: () => number, rows: number, classes: number, size: number): Rows =>
  Array.from({ length: rows }, () => Array.from({ length: classes }, () => Math.fround(size * (draw() - 0.5))));

test('loss and slope are those of the formulas, for 200 random batches, sums of targets other than 1 among them', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const draw = draws(seed);
    const [rows, classes] = [1 + Math.floor(draw() * 9), 1 + Math.floor(draw() ** 3 * 130)];
    const logits = drawn(draw, rows, classes, seed % 2 === 0 ? 4 : 40);
    const target = drawn(draw, rows, classes, 2);
    const dy = drawn(draw, 1, rows, 2)[0]!;
    const [found, expected] = [fused(logits, target, dy), reference(logits, target, dy)];
    const about = `seed ${seed}, ${rows} rows of ${classes}`;
    const size = Math.max(1, ...target.map((row) => row.reduce((sum, value) => sum + Math.abs(value), 0)));
    expect(worst(found.loss, expected.loss) / size, about).toBeLessThan(1e-6);
    expect(worst(found.slope, expected.slope) / size, about).toBeLessThan(1e-6);
  }
});

test('however far apart the logits are, the loss is exact and the slope right', () => {
  const far = fused(
    [
      [60, -60],
      [-1e4, 1e4],
      [1e4, -1e4],
    ],
    [
      [0, 1],
      [1, 0],
      [1, 0],
    ],
  );
  expect(far.loss).toEqual([120, 2e4, -0]);
  expect(far.slope).toEqual([1, -1, -1, 1, 0, 0]);
});

test('a sure answer costs the little that it should', () => {
  const { loss } = fused([[12, 0, 0]], [[1, 0, 0]]);
  expect(loss[0]! / Math.log1p(2 * Math.exp(-12))).toBeCloseTo(1, 1);
});

test('the bits are the same however the rows are cut', () => {
  const draw = draws(7);
  const [logits, target] = [drawn(draw, 50, 10, 8), drawn(draw, 50, 10, 2)];
  const dy = logits.map(draw);
  const whole = fused(logits, target, dy);
  for (const parts of [2, 3, 8]) expect(fused(logits, target, dy, parts)).toEqual(whole);
});

test('what is not finite spoils only its own row', () => {
  const { NaN: none, POSITIVE_INFINITY: infinity } = Number;
  const rows = [
    [1, 2, none, 4, 5],
    [1, 2, 3, 4, 5],
    [infinity, 0, 0, 0, 0],
    [1, 2, 3, 4, 5],
  ];
  const { loss, slope } = fused(
    rows,
    rows.map(() => [0, 0, 0, 0, 1]),
  );
  expect(loss.map(Number.isFinite)).toEqual([false, true, false, true]);
  expect([5, 15].map((at) => slope.slice(at, at + 5).every(Number.isFinite))).toEqual([true, true]);
  expect([0, 10].map((at) => slope.slice(at, at + 5).some(Number.isFinite))).toEqual([false, false]);
});

test('a class ruled out by -Infinity gives the bits of one far below, wherever in the row it stands', () => {
  const draw = draws(11);
  for (const classes of [2, 3, 4, 5, 6, 7, 9]) {
    for (let out = 0; out < classes; out++) {
      const rows = (logit: number, drawn: Rows): Rows =>
        drawn.map((row) => row.map((value, c) => (c === out ? logit : value)));
      const [logits, target] = [drawn(draw, 3, classes, 8), rows(0, drawn(draw, 3, classes, 2))];
      const far = fused(rows(-1e30, logits), target);
      expect(fused(rows(Number.NEGATIVE_INFINITY, logits), target), `class ${out} of ${classes}`).toEqual(far);
      expect(far.loss.every(Number.isFinite)).toBe(true);
    }
  }
  const wanted = fused([[1, Number.NEGATIVE_INFINITY, 2]], [[0, 1, 0]]);
  expect([wanted.loss[0], wanted.slope[1]]).toEqual([Number.POSITIVE_INFINITY, -1]);
});

test('shapes that do not fit are refused, other types are not taken', () => {
  expect(() => fused([[1, 2]], [[1, 2, 3]])).toThrow(RangeError);
  const device = testDevice();
  const [logits, none] = [device.tensor([1, 2], [1, 2]), device.tensor([], [1, 0])];
  const run = (name: string, inputs: Parameters<typeof device.run>[2]) => device.run(softmaxCrossEntropy, name, inputs);
  expect(() => run(SoftmaxCrossEntropy, { logits, target: device.tensor([1, 2], [2]) })).toThrow(
    'KindlingSoftmaxCrossEntropy: the target must have the shape of the logits, [1,2], got [2]',
  );
  expect(() => run(SoftmaxCrossEntropy, { logits: none, target: none })).toThrow(
    'logits must end in classes, got [1,0]',
  );
  expect(() => run(SoftmaxCrossEntropyGrad, { logits, target: logits, dy: logits })).toThrow(
    'dy must be of [1], got [1,2]',
  );
  const whole = device.tensor([1, 2], [1, 2], 'int32');
  expect(softmaxCrossEntropy[0]!.compute({ logits, target: whole }, {}, device)).toBeUndefined();
});
