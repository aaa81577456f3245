import { Cast } from '@tensorflow/tfjs-core';
import { draws } from '@tests/kit';
import { expect, test } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { inTurn } from '../adapter/inTurn.ts';
import { casts } from './casts.ts';
import type { Of } from './each.ts';

const replacements = inTurn(casts);
const devices = [testDevice(), testDevice({ parts: 3 })];

const { NaN: none, POSITIVE_INFINITY: infinity } = Number;
const floats = [none, infinity, -infinity, -0, 0, 0.99, -0.99, 1, -2.5, 1e-40, -1e-40, 2 ** 24 + 2, -(2 ** 30)];
/** Out of range: those that go round, to either sign, and those that are nothing but turns. */
const large = [2 ** 31, -(2 ** 31), 3e9, -3e9, 2 ** 31 - 128, 2 ** 32, 2 ** 32 + 512, 5e12, -5e12, 1e20, -3e38];
const numbers: Readonly<Record<Of, readonly number[]>> = {
  float32: [...floats, ...large, ...[...large].map((value) => value * 1.37)].map(Math.fround),
  int32: [0, 1, -1, 2 ** 31 - 1, -(2 ** 31), 2 ** 24 + 1, 256],
  bool: [0, 1],
};
const arrays = { float32: Float32Array, int32: Int32Array, bool: Uint8Array } as const;

/** As JavaScript writes numbers into an array of the type. */
const wanted = (dtype: Of, x: ArrayLike<number>): number[] =>
  Array.from(new arrays[dtype](Array.from(x, (value) => (dtype === 'bool' ? Number(value !== 0) : value))));

const types: readonly Of[] = ['float32', 'int32', 'bool'];
const pairs = types.flatMap((of) => types.filter((dtype) => dtype !== of).map((dtype) => [of, dtype] as const));

test.each(pairs)('from %s to %s, at every length to 40 and beyond', (of, dtype) => {
  for (const length of [...Array(41).keys(), 1030]) {
    const draw = draws(length + 1);
    const x = Array.from({ length }, () => numbers[of][Math.floor(draw() * numbers[of].length)]!);
    for (const device of devices) {
      const y = device.run(replacements, Cast, { x: device.tensor(x, [length, 1], of) }, { dtype });
      expect([y.dtype, y.shape]).toEqual([dtype, [length, 1]]);
      expect([...device.numbers(y)], `${length} numbers`).toEqual(wanted(dtype, x));
    }
  }
});

test('each of the numbers, those out of range among them', () => {
  for (const [of, dtype] of pairs) {
    const [device, x] = [devices[0]!, numbers[of]];
    const y = device.run(replacements, Cast, { x: device.tensor(x, [x.length], of) }, { dtype });
    expect([...device.numbers(y)], `${of} to ${dtype}`).toEqual(wanted(dtype, x));
  }
});

test('a cast to what the backend lacks is refused', () => {
  const [device] = devices as [(typeof devices)[0], ...typeof devices];
  for (const dtype of ['complex64', 'string']) {
    expect(() => device.run(replacements, Cast, { x: device.tensor([1], [1], 'int32') }, { dtype })).toThrow(
      `Cast: the wasm backend has no kernel for ${dtype}, from int32 [1]`,
    );
  }
});
