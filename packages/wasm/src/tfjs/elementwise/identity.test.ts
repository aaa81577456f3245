import { expect, it } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { identities } from './identity.ts';

it('gives the same numbers without a copy, held once more', () => {
  for (const [name, attributes] of [
    ['Identity', {}],
    ['Cast', { dtype: 'float32' }],
  ] as const) {
    const device = testDevice();
    const x = device.tensor([1, 2, 3], [3, 1]);
    const y = device.run(identities, name, { x }, attributes);
    expect(y).toEqual(x);
    device.release(x);
    expect([...device.numbers(y)]).toEqual([1, 2, 3]);
    device.release(y);
    expect(device.held()).toBe(0);
  }
});

it('leaves casts to another type to tfjs', () => {
  const device = testDevice();
  const x = device.tensor([1, 2], [2], 'int32');
  expect(identities[1]!.compute({ x }, { dtype: 'float32' }, device)).toBeUndefined();
});
