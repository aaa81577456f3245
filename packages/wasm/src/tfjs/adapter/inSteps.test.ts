import { Cast } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { inSteps } from './inSteps.ts';
import { numbersOf, written } from './numbers.ts';
import type { Replacement } from './replacement.ts';

const twice: Replacement = {
  name: 'Twice',
  compute: ({ x }, _attributes, device) =>
    written(device, x!.shape, x!.dtype, (y) => y.set(numbersOf(device, x!).map((value) => 2 * value))),
};

test('a result of several kernels is kept, and all that was made on the way is let go of', () => {
  const device = testDevice();
  const x = device.tensor([1, 2, 3, 4], [4]);
  const fourTimes: Replacement = {
    name: 'FourTimes',
    compute: (inputs, _attributes, on) =>
      inSteps(on, ({ call, reshape, cast }) => {
        const once = call('Twice', { x: reshape(inputs.x!, [2, 2]) });
        return cast(call('Twice', { x: once }), 'float32');
      }),
  };
  const y = device.run([twice, fourTimes], 'FourTimes', { x });
  expect([y.shape, [...device.numbers(y)]]).toEqual([
    [2, 2],
    [4, 8, 12, 16],
  ]);
  expect(device.held()).toBe(2);
});

test('what a kernel that fails has made before is let go of too', () => {
  const device = testDevice();
  const x = device.tensor([1], [1]);
  expect(() => inSteps(device, ({ made, cast }) => cast(made(device.output([3], 'float32')), 'int32'))).toThrow(Cast);
  expect(device.held()).toBe(1);
  expect([...device.numbers(x)]).toEqual([1]);
});
