import { AvgPool, AvgPoolGrad, MaxPool, MaxPoolGrad } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { averagePool } from './averagePool.ts';
import { maxPool } from './maxPool.ts';

const pooling = [...maxPool, ...averagePool];

const device = testDevice();
const run = (name: string, inputs: Parameters<typeof device.run>[2], attributes: object) =>
  device.run(pooling, name, inputs, attributes as Record<string, unknown>);

const ninth = device.tensor([1, 2, 3, 4, 5, 6, 7, 9, 8], [1, 3, 3, 1]);

describe('pooling in tfjs', () => {
  it("takes 'valid', 'same', numeric and explicit padding", () => {
    const pools = { filterSize: 2, strides: [2, 2] };
    const padded = (pad: unknown) => run(MaxPool, { x: ninth }, { ...pools, pad });
    expect(padded('valid').shape).toEqual([1, 1, 1, 1]);
    expect([...device.numbers(padded('same'))]).toEqual([5, 6, 9, 8]);
    expect([...device.numbers(padded(1))]).toEqual([1, 3, 7, 9]);
    const explicit = [
      [0, 0],
      [1, 0],
      [0, 1],
      [0, 0],
    ];
    expect([...device.numbers(padded(explicit))]).toEqual([2, 3, 9, 8]);
  });

  it('leaves padding out of a mean, forward and backward', () => {
    const attributes = { filterSize: [2, 2], strides: 2, pad: 'same' };
    expect([...device.numbers(run(AvgPool, { x: ninth }, attributes))]).toEqual([3, 4.5, 8, 8]);
    const dy = device.tensor([4, 2, 6, 1], [1, 2, 2, 1]);
    expect([...device.numbers(run(AvgPoolGrad, { dy, input: ninth }, attributes))]).toEqual([
      1, 1, 1, 1, 1, 1, 3, 3, 1,
    ]);
  });

  it('sends the gradient of a tie to the first, where tfjs sends it to the last', () => {
    const input = device.tensor([2, 2, 2, 2], [1, 2, 2, 1]);
    const dy = device.tensor([5], [1, 1, 1, 1]);
    const dx = run(MaxPoolGrad, { dy, input, output: dy }, { filterSize: 2, strides: 2, pad: 'valid' });
    expect([...device.numbers(dx)]).toEqual([5, 0, 0, 0]);
  });

  it('takes as many windows as dy has where the rounding is not told', () => {
    const dy = device.tensor([1, 2, 3, 4], [1, 2, 2, 1]);
    const dx = run(MaxPoolGrad, { dy, input: ninth, output: dy }, { filterSize: 2, strides: 2, pad: 0 });
    expect([...device.numbers(dx)]).toEqual([0, 0, 0, 0, 1, 2, 0, 3, 4]);
  });

  it('pools a whole plane, and nothing of nothing', () => {
    const whole = { filterSize: [3, 3], strides: [1, 1], pad: 'valid' };
    expect([...device.numbers(run(AvgPool, { x: ninth }, whole))]).toEqual([5]);
    const none = device.tensor([], [0, 3, 3, 1]);
    expect(run(AvgPool, { x: none }, whole).shape).toEqual([0, 1, 1, 1]);
    const dy = device.tensor([], [0, 1, 1, 1]);
    expect(run(MaxPoolGrad, { dy, input: none, output: dy }, whole).shape).toEqual([0, 3, 3, 1]);
  });

  it('leaves integers to tfjs, and says what does not fit', () => {
    const integers = device.tensor([1, 2, 3, 4], [1, 2, 2, 1], 'int32');
    const whole = { filterSize: 2, strides: 1, pad: 'valid' };
    const kernel = pooling.find(({ name }) => name === MaxPool)!;
    expect(kernel.compute({ x: integers }, whole, device)).toBeUndefined();
    expect(() => run(MaxPool, { x: ninth }, { filterSize: 5, strides: 1, pad: 'valid' })).toThrow(
      'MaxPool: the padded input must hold a window of 5 x 5, got 3 x 3',
    );
    const dy = device.tensor([1, 2], [1, 1, 1, 2]);
    expect(() => run(AvgPoolGrad, { dy, input: ninth }, whole)).toThrow(
      'AvgPoolGrad: dy must have the batch and channels of [1,3,3,1], got [1,1,1,2]',
    );
  });
});
