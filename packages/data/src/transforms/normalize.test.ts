import { dispose, memory, tensor1d } from '@tensorflow/tfjs-core';
import { testBackends, useBackend } from '@tests/kit';
import { expect, test } from 'vitest';
import { hostArray } from '../host/hostArray.ts';
import { normalize } from './normalize.ts';

const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
const exact = Float32Array.from(bytes, (byte) => Math.fround(byte / 255));

test.each(testBackends)('every byte is divided by 255 to the last bit, on the host and on %s', async (backend) => {
  await useBackend(backend);
  const before = memory().numTensors;
  for (const dtype of ['float32', 'int32'] as const) {
    const x = tensor1d(bytes, dtype);
    const y = normalize(x);
    expect(await y.data()).toEqual(exact);
    expect([y.dtype, x.isDisposed]).toEqual(['float32', false]);
    dispose([x, y]);
  }
  expect(memory().numTensors).toBe(before);
  expect(normalize(hostArray(bytes, [256])).data).toEqual(exact);
});

test.each(testBackends)(
  'an offset is added after the division, with the same bits on the host and on %s',
  async (backend) => {
    await useBackend(backend);
    const options = { divisor: 127.5, offset: -1 };
    const x = tensor1d(bytes, 'float32');
    const y = normalize(x, options);
    const host = normalize(hostArray(bytes, [2, 128]), options);
    expect(await y.data()).toEqual(host.data);
    expect([host.at(0, 0), host.at(1, 127), host.shape]).toEqual([-1, 1, [2, 128]]);
    dispose([x, y]);
  },
);

test('a divisor of 0, numbers without an end and other things are refused', () => {
  const x = hostArray(bytes, [256]);
  expect(() => normalize(x, { divisor: 0 })).toThrow('normalize: divisor must be a number other than 0, got 0');
  expect(() => normalize(x, { divisor: Number.NaN })).toThrow(
    'normalize: divisor must be a number other than 0, got NaN',
  );
  expect(() => normalize(x, { offset: Infinity })).toThrow('normalize: offset must be a finite number');
  // @ts-expect-error a word is not an array
  expect(() => normalize('a')).toThrow('normalize: x must be a tensor of numbers or a host array, got "a"');
});

test('options that it does not have are refused', () => {
  // @ts-expect-error another word
  expect(() => normalize(hostArray(bytes, [256]), { divide: 2 })).toThrow('normalize: unknown option "divide"');
});
