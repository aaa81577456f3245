import { expect, test } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { clear, filled } from './filled.ts';

test('a tensor of one number, as typed arrays store it', () => {
  const cases = [
    ['float32', 0.1, Math.fround(0.1)],
    ['float32', -0, -0],
    ['float32', Number.NaN, Number.NaN],
    ['int32', -7.9, -7],
    ['int32', 2 ** 31, -(2 ** 31)],
    ['bool', 0.5, 1],
    ['bool', 0, 0],
  ] as const;
  for (const parts of [1, 3]) {
    const device = testDevice({ parts });
    for (const [dtype, value, wanted] of cases) {
      for (const shape of [[], [0, 4], [3, 67]]) {
        const y = filled(device, shape, dtype, value);
        expect(y).toMatchObject({ shape, dtype });
        expect([...device.numbers(y)]).toEqual(new Array(shape.reduce((a, b) => a * b, 1)).fill(wanted));
      }
    }
  }
});

test('cleared bytes, none beside them', () => {
  const device = testDevice();
  const x = device.tensor(new Uint8Array(40).fill(1), [40], 'bool');
  clear(device.runtime, device.address(x) + 3, 30);
  clear(device.runtime, device.address(x), 0);
  expect([...device.numbers(x)]).toEqual([1, 1, 1, ...new Array(30).fill(0), 1, 1, 1, 1, 1, 1, 1]);
});
