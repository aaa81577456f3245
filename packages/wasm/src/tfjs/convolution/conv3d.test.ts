import { Conv3D, Conv3DBackpropFilterV2, Conv3DBackpropInputV2 } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { binaries } from '../elementwise/binary.ts';
import { conv2d } from './conv2d.ts';
import { conv3d } from './conv3d.ts';

const device = testDevice();
const run = (name: string, inputs: Parameters<typeof device.run>[2], attributes: object) => {
  const held = device.held();
  const y = device.run([...conv3d, ...conv2d, ...binaries], name, inputs, attributes as Record<string, unknown>);
  expect(device.held()).toBe(held + 1);
  return [...device.numbers(y)];
};

const volume = device.tensor([1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 2, 2, 1]);
const weights = [1, 10, 100, 1000, 2, 20, 200, 2000];
const filter = device.tensor(weights, [2, 2, 2, 1, 1]);
const valid = { strides: [1, 1, 1], pad: 'valid', dilations: [1, 1, 1] };

describe('a convolution of volumes', () => {
  it('is the sum of those of pictures, a depth of the filter at a time', () => {
    const sum = 1 + 20 + 300 + 4000 + 2 * (5 + 60 + 700 + 8000);
    expect(run(Conv3D, { x: volume, filter }, valid)).toEqual([sum]);
    const same = run(Conv3D, { x: volume, filter }, { ...valid, pad: 'same' });
    expect([same.length, same[0], same[7]]).toEqual([8, sum, 8]);
    expect(run(Conv3D, { x: volume, filter }, { ...valid, strides: [2, 2, 2], pad: 'same' })).toEqual([sum]);
  });

  it('has gradients, which begin at 0', () => {
    const dy = device.tensor([3], [1, 1, 1, 1, 1]);
    const tripled = weights.map((weight) => 3 * weight);
    expect(run(Conv3DBackpropInputV2, { dy, filter }, { ...valid, inputShape: [1, 2, 2, 2, 1] })).toEqual(tripled);
    expect(run(Conv3DBackpropFilterV2, { x: volume, dy }, { ...valid, filterShape: [2, 2, 2, 1, 1] })).toEqual([
      3, 6, 9, 12, 15, 18, 21, 24,
    ]);
  });
});
