import { expect, test } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { isNumeric, numbersOf, written } from './numbers.ts';

test('numbers are read and written as their dtype has them', () => {
  const device = testDevice();
  const made = (['float32', 'int32', 'bool'] as const).map((dtype) =>
    written(device, [2], dtype, (y) => y.set([1.5, -2.5])),
  );
  expect(made.map((y) => [...device.numbers(y)])).toEqual([
    [1.5, -2.5],
    [1, -2],
    [1, 254],
  ]);
  numbersOf(device, made[0]!)[0] = 9;
  expect(device.numbers(made[0]!)[0]).toBe(9);
});

test('strings and complex numbers are not in memory', () => {
  const x = testDevice().tensor([1], [1]);
  expect(isNumeric(x, { ...x, dtype: 'bool' })).toBe(true);
  expect(isNumeric(x, { ...x, dtype: 'string' })).toBe(false);
  expect(isNumeric({ ...x, dtype: 'complex64' })).toBe(false);
});
