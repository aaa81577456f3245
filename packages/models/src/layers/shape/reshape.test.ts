import { zeros } from '@tensorflow/tfjs-core';
import { testLayer } from '@tests/kit';
import { expect, test } from 'vitest';
import { input } from '../../layer/input.ts';
import { sequential } from '../../model/sequential.ts';
import { reshape } from './reshape.ts';

testLayer('reshape', reshape, { options: { targetShape: [2, -1] }, reads: [[2, 3, 4]], gives: [2, 2, 6] });

test('a -1 is what is left, and known at run time where the input is', () => {
  expect(reshape({ targetShape: [-1] })(input({ shape: [2, 3] })).shape).toEqual([null, 6]);
  expect(reshape({ targetShape: [] })(input({ shape: [1] })).shape).toEqual([null]);
  const net = sequential([input({ shape: [null, 2] }), reshape({ targetShape: [-1, 4] })]);
  expect(net.outputShape).toEqual([null, null, 4]);
  expect(net.apply(net.init(), zeros([3, 6, 2])).shape).toEqual([3, 3, 4]);
  expect(() => net.apply(net.init(), zeros([3, 5, 2]))).toThrow(
    'reshape: [null, 5, 2] does not fit into [null, -1, 4]',
  );
});

test('a shape of another size is refused', () => {
  const to = (targetShape: readonly number[]) => () => reshape({ targetShape })(input({ shape: [12] }));
  expect(to([5, 2])).toThrow('reshape: [null, 12] does not fit into [null, 5, 2]');
  expect(to([5, -1])).toThrow('reshape: [null, 12] does not fit into [null, 5, -1]');
  expect(to([6])).toThrow('does not fit');
});

test('a target that is not a shape is refused', () => {
  const wrong = (targetShape: unknown) => () => reshape({ targetShape: targetShape as number[] });
  expect(wrong([-1, -1])).toThrow(
    'reshape: targetShape must hold positive integers, and -1 at most once, got [-1, -1]',
  );
  expect(wrong([null, 2])).toThrow('got [null, 2]');
  expect(wrong(12)).toThrow('got 12');
  expect(wrong(new Array(2))).toThrow('reshape: targetShape must hold positive integers');
  expect(wrong([0, 2])).toThrow('reshape: targetShape must hold positive integers');
  expect(wrong([1, 1, 1, 1, 1, 1])).toThrow('reshape: targetShape may have 5 axes beside the batch, got 6');
});

test('a list of tensors is refused', () => {
  const several = [input({ shape: [3] }), input({ shape: [4] })];
  expect(() => reshape({ targetShape: [12] })(several as never)).toThrow(
    'reshape: it reads one tensor, got the shapes [[3], [4]]',
  );
});
