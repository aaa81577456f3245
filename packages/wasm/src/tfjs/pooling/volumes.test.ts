import { AvgPool3DGrad, MaxPool3D, MaxPool3DGrad } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { averagePool } from './averagePool.ts';
import { maxPool } from './maxPool.ts';
import { volumes } from './volumes.ts';

const device = testDevice();
const run = (name: string, inputs: Parameters<typeof device.run>[2], attributes: object) => {
  const held = device.held();
  const y = device.run([...volumes, ...maxPool, ...averagePool], name, inputs, attributes as Record<string, unknown>);
  expect(device.held()).toBe(held + 1);
  return [...device.numbers(y)];
};
const x = device.tensor([-8, -3, -6, -5, -4, -7, -2, -9], [1, 2, 2, 2, 1]);
const whole = { filterSize: [2, 2, 2], strides: [2, 2, 2], pad: 'valid' };
const same = { filterSize: [2, 1, 2], strides: [1, 1, 1], pad: 'same' };

test('the greatest of a volume, all below 0', () => {
  expect(run(MaxPool3D, { x }, whole)).toEqual([-2]);
  expect(run(MaxPool3D, { x }, same)).toEqual([-3, -3, -2, -5, -4, -7, -2, -9]);
});

test('its gradient goes to the first of the greatest', () => {
  const dy = device.tensor([5], [1, 1, 1, 1, 1]);
  expect(run(MaxPool3DGrad, { dy, input: x }, whole)).toEqual([0, 0, 0, 0, 0, 0, 5, 0]);
  const ties = device.tensor([1, 1, 1, 1, 1, 1, 1, 1], [1, 2, 2, 2, 1]);
  expect(run(MaxPool3DGrad, { dy, input: ties }, whole)).toEqual([5, 0, 0, 0, 0, 0, 0, 0]);
});

test("a mean's gradient is shared out among what of a window lies in the volume", () => {
  const dy = device.tensor([8, 4, 8, 4, 4, 2, 4, 2], [1, 2, 2, 2, 1]);
  expect(run(AvgPool3DGrad, { dy, input: x }, same)).toEqual([2, 4, 2, 4, 4, 8, 4, 8]);
});
