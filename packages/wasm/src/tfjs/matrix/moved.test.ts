import { Reverse, Select, StridedSlice, Tile } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { moved } from './moved.ts';

const device = testDevice();
const run = (name: string, inputs: Parameters<typeof device.run>[2], attributes = {}) => {
  const y = device.run(moved, name, inputs, attributes);
  return { dtype: y.dtype, shape: y.shape, numbers: [...device.numbers(y)] };
};
const bools = (...values: number[]) => device.tensor(values, [values.length], 'bool');

describe('tensors reversed, permuted and repeated', () => {
  it('are moved by bytes where they are bools', () => {
    expect(run(Select, { condition: bools(1, 0, 1), t: bools(1, 1, 0), e: bools(0, 0, 1) }).numbers).toEqual([1, 0, 0]);
    expect(run(Reverse, { x: bools(1, 0, 0) }, { dims: [0] })).toEqual({
      dtype: 'bool',
      shape: [3],
      numbers: [0, 0, 1],
    });
    expect(run(Tile, { x: bools(1, 0) }, { reps: [2] }).numbers).toEqual([1, 0, 1, 0]);
  });

  it('keep their dtype when every other one is taken', () => {
    const attributes = {
      begin: [0],
      end: [4],
      strides: [2],
      beginMask: 0,
      endMask: 0,
      ellipsisMask: 0,
      newAxisMask: 0,
      shrinkAxisMask: 0,
    };
    const x = device.tensor([1, 2, 3, 4], [4], 'int32');
    expect(run(StridedSlice, { x }, attributes)).toEqual({ dtype: 'int32', shape: [2], numbers: [1, 3] });
  });
});
