import { composeUniform, runUniform, runUniformOf, Uniform, type UniformAttributes, uniform } from '@kindling/core';
import { type Tensor, tensor1d, tidy } from '@tensorflow/tfjs-core';
import { testOffered, valuesOf } from '@tests/kit/offers';
import { expect, test } from 'vitest';
import { onDawn } from '../../../testing/onDawn.ts';

onDawn('uniform numbers', () => {
  for (const shape of [[256], [33, 31]]) {
    testOffered(`uniform [${shape}]`, {
      kernels: [Uniform],
      run: () => uniform({ shape, key: [5, 0xfedcba98], draw: 3 }),
      cases: [[]],
      differentiable: false,
      tolerance: 0,
    });
  }

  test('the numbers are those of the host, bit by bit, for any size, key and draw', async () => {
    for (const key of [
      [0, 0],
      [0xffffffff, 0x80000000],
      [0x13198a2e, 0x03707344],
    ] as const) {
      for (const draw of [0, 0x7fffffff, 0xffffffff]) {
        for (const size of [1, 7, 100]) {
          const given: UniformAttributes = { shape: [size], key, draw };
          const wanted = await valuesOf(() => composeUniform(given), []);
          expect(await valuesOf(() => runUniform(given), [])).toEqual(wanted);
          const words = (): Tensor => tensor1d(Int32Array.from(key), 'int32');
          expect(await valuesOf(() => runUniformOf(words(), given), [])).toEqual(wanted);
        }
      }
    }
  });

  test('no numbers are none', () => {
    expect(tidy(() => runUniform({ shape: [0, 2], key: [1, 2], draw: 0 }).shape)).toEqual([0, 2]);
  });
});
