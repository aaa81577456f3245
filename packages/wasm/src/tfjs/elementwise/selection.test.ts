import { Select } from '@tensorflow/tfjs-core';
import { draws } from '@tests/kit';
import { expect, test } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { inTurn } from '../adapter/inTurn.ts';
import { selections } from './selection.ts';

const replacements = inTurn(selections);
const types = ['float32', 'int32', 'bool'] as const;
const devices = [testDevice(), testDevice({ parts: 3 })];

/** Numbers of which no two are alike, but of bools. */
const numbers = (dtype: (typeof types)[number], length: number, sign: number): number[] =>
  Array.from({ length }, (_, i) => (dtype === 'bool' ? Number(i % 3 > 0 === sign > 0) : sign * (i + 1)));

test('takes from one tensor where the condition holds, else from the other', () => {
  for (const device of devices) {
    for (const dtype of types) {
      for (let length = 0; length <= 40; length++) {
        const draw = draws(length + 1);
        const condition = Array.from({ length }, () => Number(draw() < 0.5));
        const [yes, no] = [numbers(dtype, length, 1), numbers(dtype, length, -1)];
        if (dtype === 'float32' && length > 0) yes[0] = Number.NaN;
        const y = device.run(replacements, Select, {
          condition: device.tensor(condition, [length], 'bool'),
          t: device.tensor(yes, [length], dtype),
          e: device.tensor(no, [length], dtype),
        });
        expect(y.dtype).toBe(dtype);
        expect([...device.numbers(y)]).toEqual(condition.map((holds, i) => (holds ? yes[i] : no[i])));
      }
    }
  }
});

test('a condition of one axis is one for each row', () => {
  for (const device of devices) {
    for (const dtype of types) {
      for (const shape of [
        [5, 3],
        [1, 9],
        [7, 2, 5],
        [0, 4],
        [4, 0],
      ]) {
        const [rows, size] = [shape[0]!, shape.reduce((product, length) => product * length, 1)];
        const draw = draws(size + 1);
        const condition = Array.from({ length: rows }, () => Number(draw() < 0.5));
        const [yes, no] = [numbers(dtype, size, 1), numbers(dtype, size, -1)];
        const y = device.run(replacements, Select, {
          condition: device.tensor(condition, [rows], 'bool'),
          t: device.tensor(yes, shape, dtype),
          e: device.tensor(no, shape, dtype),
        });
        expect([y.dtype, y.shape]).toEqual([dtype, shape]);
        const wanted = yes.map((value, i) => (condition[Math.floor((i * rows) / size)] ? value : no[i]));
        expect([...device.numbers(y)]).toEqual(wanted);
      }
    }
  }
});

test('tensors of two types are for tfjs', () => {
  const device = testDevice();
  const [t, integers] = [device.tensor([1, 2, 3, 4], [2, 2]), device.tensor([1, 2, 3, 4], [2, 2], 'int32')];
  const rows = device.tensor([1, 0], [2], 'bool');
  const compute = (condition: typeof t, e: typeof t) => replacements[0]!.compute({ condition, t, e }, {}, device);
  expect(compute(rows, integers)).toBeUndefined();
  expect(compute(integers, t)).toBeUndefined();
});

test('of nothing nothing is chosen, whatever the condition', () => {
  const device = testDevice();
  const none = device.tensor([], [0, 3]);
  for (const shape of [[1, 3], [], [2]]) {
    const condition = device.tensor([], shape, 'bool');
    expect(device.run(replacements, Select, { condition, t: none, e: none }).shape).toEqual([0, 3]);
  }
});

test('a condition that fits neither the numbers nor their rows is refused', () => {
  const device = testDevice();
  const t = device.tensor([1, 2, 3], [1, 1, 3, 1]);
  for (const shape of [[0, 1, 1, 1], [0], [], [3, 1]]) {
    const condition = device.tensor(new Array(shape.reduce((size, length) => size * length, 1)).fill(1), shape, 'bool');
    expect(() => device.run(replacements, Select, { condition, t, e: t })).toThrow(
      `Select: on the wasm backend condition must be of the shape [1,1,3,1], got [${shape}]`,
    );
  }
});
