import { composeUniform, runUniform, Uniform, type UniformAttributes, uniform } from '@kindling/core';
import { tidy, util } from '@tensorflow/tfjs-core';
import { testOffered, valuesOf } from '@tests/kit/offers';
import { expect, test } from 'vitest';
import { onTorch, torchInUse } from '../../testing/onTorch.ts';
import { uniformOnDevice } from './uniform.ts';

onTorch('uniform numbers', () => {
  for (const shape of [[256], [33, 31]]) {
    testOffered(`uniform [${shape}]`, {
      kernels: [Uniform],
      run: () => uniform({ shape, key: [5, 0xfedcba98], draw: 3 }),
      cases: [[]],
      differentiable: false,
      tolerance: 0,
    });
  }

  /** As a GPU would work them out. */
  const onDevice = (given: UniformAttributes): readonly number[] => {
    const torch = torchInUse();
    const size = util.sizeFromShape([...given.shape]);
    return torch.scope(() => [...torch.download(uniformOnDevice(given, torch), size, 'float32')]);
  };

  test('the numbers of integer operators are those of the host, bit by bit, for any size, key and draw', async () => {
    for (const key of [
      [0, 0],
      [1, 2],
      [0xffffffff, 0x80000000],
      [0x13198a2e, 0x03707344],
    ] as const) {
      for (const draw of [0, 1, 0x7fffffff, 0xffffffff]) {
        for (const shape of [[1], [2], [7], [10, 10], [3, 5, 67]]) {
          const given: UniformAttributes = { shape, key, draw };
          const size = util.sizeFromShape(shape);
          const expected = await valuesOf(() => composeUniform(given), []);
          expect(onDevice(given).slice(0, size), `[${shape}] of ${key}, ${draw}`).toEqual(expected);
        }
      }
    }
  });

  test('no numbers are none', () => {
    expect(tidy(() => runUniform({ shape: [0, 2], key: [1, 2], draw: 0 }).shape)).toEqual([0, 2]);
    expect(onDevice({ shape: [0], key: [1, 2], draw: 0 })).toEqual([]);
  });
});
