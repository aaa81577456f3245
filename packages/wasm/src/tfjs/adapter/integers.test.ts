import { expect, test } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { integersOf } from './integers.ts';

test('integers are read where they are', () => {
  const device = testDevice();
  const x = device.tensor([3, -1, 2 ** 31 - 1], [3], 'int32');
  const view = integersOf(device, x);
  view[1] = 7;
  expect([...device.numbers(x)]).toEqual([3, 7, 2 ** 31 - 1]);
});
