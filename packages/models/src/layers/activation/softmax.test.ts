import { sum, tensor } from '@tensorflow/tfjs-core';
import { testLayer } from '@tests/kit';
import { expect, test } from 'vitest';
import { input } from '../../layer/input.ts';
import { sequential } from '../../model/sequential.ts';
import { softmax } from './softmax.ts';

testLayer('softmax', softmax, { options: {}, reads: [[3, 4]], gives: [3, 4] });
testLayer('softmax over another axis', softmax, { options: { axis: 1 }, reads: [[2, 3, 4]], gives: [2, 3, 4] });

const apply = (axis: number | undefined, x: number[][][]) => {
  const net = sequential([input({ shape: [x[0]!.length, x[0]![0]!.length] }), softmax({ axis })]);
  return net.apply(net.init(), tensor(x), { training: true });
};
const x = [
  [
    [1, 2, 3],
    [1000, -1000, 1000],
  ],
];

test('the sum along the axis is 1, also of numbers whose exponentials are none', async () => {
  expect(await apply(-1, x).y.array()).toEqual(await apply(undefined, x).y.array());
  for (const total of await sum(apply(-1, x).y, -1).data()) expect(total).toBeCloseTo(1, 6);
  for (const total of await sum(apply(1, x).y, 1).data()) expect(total).toBeCloseTo(1, 6);
  expect((await apply(-1, x).y.data()).slice(3)).toEqual(Float32Array.of(0.5, 0, 0.5));
  expect((await apply(-2, x).y.data()).slice(0, 3)).toEqual(Float32Array.of(0, 1, 0));
});

test('logits are shown over the last axis only', async () => {
  expect(await apply(-1, x).logits?.value.array()).toEqual(x);
  expect(apply(2, x).logits?.activation).toBe('softmax');
  expect(apply(1, x).logits).toBeUndefined();
});

test('an axis that is not there, or the batch, is refused', () => {
  expect(() => softmax({ axis: 0 })).toThrow("softmax: axis must be an integer other than 0, the batch's, got 0");
  expect(() => softmax({ axis: 0.5 })).toThrow('got 0.5');
  expect(() => softmax({ axis: 2 })(input({ shape: [3] }))).toThrow(
    'softmax: axis must be within 1 and 1, or -1 and -1, got 2',
  );
  expect(() => softmax({ axis: -2 })(input({ shape: [3] }))).toThrow('got -2');
  expect(() => softmax()(input({ shape: [] }))).toThrow('softmax: its input must have an axis beside the batch');
});
