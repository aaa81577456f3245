import { tensor, zeros } from '@tensorflow/tfjs-core';
import { testLayer } from '@tests/kit';
import { expect, test } from 'vitest';
import { input } from '../../layer/input.ts';
import { sequential } from '../../model/sequential.ts';
import { flatten } from './flatten.ts';

testLayer('flatten', flatten, { options: {}, reads: [[2, 2, 3, 1]], gives: [2, 6] });
testLayer('flatten of scalars', flatten, { options: {}, reads: [[3]], gives: [3, 1] });

test('the last axis runs fastest', async () => {
  const net = sequential([input({ shape: [2, 2] }), flatten()]);
  expect(
    await net
      .apply(
        net.init(),
        tensor([
          [
            [1, 2],
            [3, 4],
          ],
        ]),
      )
      .array(),
  ).toEqual([[1, 2, 3, 4]]);
});

test('what is flat already is not touched', () => {
  const x = zeros([2, 5]);
  const io = { params: {}, state: {}, x, training: false, frozen: false };
  const random = { uniform: zeros, normal: zeros, fold: () => random };
  expect(flatten().call({ ...io, random }).y).toBe(x);
});

test('a length known only at run time stays so', () => {
  const net = sequential([input({ shape: [null, 3] }), flatten()]);
  expect(net.outputShape).toEqual([null, null]);
  expect(net.apply(net.init(), zeros([2, 4, 3])).shape).toEqual([2, 12]);
  expect(net.apply(net.init(), zeros([0, 4, 3])).shape).toEqual([0, 12]);
});

test('a list of tensors is refused', () => {
  const several = [input({ shape: [3] }), input({ shape: [4] })];
  expect(() => flatten()(several as never)).toThrow('flatten: it reads one tensor, got the shapes [[3], [4]]');
});
