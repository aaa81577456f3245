import '@tensorflow/tfjs-backend-cpu';
import { ones, tensor2d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import type { ModelInput } from './model.ts';
import { requireInputs } from './requireInputs.ts';

const input = (name: string, dtype: ModelInput['dtype'] = 'float32'): ModelInput => ({ name, shape: [null, 6], dtype });
const one = (x: unknown) => () => requireInputs('net', 'one', [input('left')], x);
const two = (x: unknown) => () => requireInputs('net', ['left', 'right'], [input('left'), input('right')], x);

test('tensors come in the order of the inputs', () => {
  const [left, right] = [ones([2, 6]), ones([2, 6])];
  expect(one(left)()).toEqual([left]);
  const fed = two({ right, left })();
  expect([fed[0] === left, fed[1] === right]).toEqual([true, true]);
});

test('a tensor that does not fit is refused with the input, the expected and the given', () => {
  expect(one(ones([2, 5]))).toThrow('net: the input "left" must be a float32 tensor of [null, 6], got [2, 5]');
  expect(one(ones([6]))).toThrow('got [6]');
  expect(one(ones([2, 6], 'int32'))).toThrow(
    'net: the input "left" must be a float32 tensor of [null, 6], got int32; cast it, or declare it in input()',
  );
  expect(one([[1, 2, 3, 4, 5, 6]])).toThrow('got [[1, 2, 3, 4, 5, 6]]');
});

test('a record has all names and no other', () => {
  const [left, right] = [ones([2, 6]), ones([2, 6])];
  expect(two({ left })).toThrow('net: the input "right" must be a float32 tensor of [null, 6], got undefined');
  expect(two({ left, right, rigth: right })).toThrow('net: unknown input "rigth"; did you mean "right"?');
  expect(two(left)).toThrow('net: x must be a record of left, right, got Tensor');
  expect(two(undefined)).toThrow('net: x must be a record of left, right, got undefined');
});

test('inputs hold as many samples each', () => {
  expect(two({ left: ones([2, 6]), right: tensor2d([[1, 2, 3, 4, 5, 6]]) })).toThrow(
    'net: inputs must hold as many samples each, got [2, 6] for "left" and [1, 6] for "right"',
  );
});
