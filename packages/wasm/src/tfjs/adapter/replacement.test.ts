import { expect, test } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { isFloat, marker } from './replacement.ts';

test('what is left out is as good as float32', () => {
  const x = testDevice().tensor([1], [1]);
  expect([isFloat(x, undefined), isFloat(x, { ...x, dtype: 'int32' }), isFloat()]).toEqual([true, false, true]);
});

test('a marker is there to be found, not to be run', () => {
  const { name, compute } = marker('KindlingThing');
  expect(name).toBe('KindlingThing');
  expect(() => compute({}, {}, testDevice())).toThrow('KindlingThing: it is a marker that can be queried, not run');
});
