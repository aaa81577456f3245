import { batchNorm } from '@kindling/core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { draws, expectNear } from '@tests/kit';
import { testBatchNorm, valuesOf } from '@tests/kit/offers';
import { expect, test } from 'vitest';
import { onTorch, torchInUse } from '../../testing/onTorch.ts';
import type { Handle } from '../operators/kinds.ts';
import type { Torch } from '../torch.ts';
import { type Moments, momentsAtOnce, momentsByGroups, momentsByPairs } from './batchNorm.ts';

const epsilon = 0.1;
const outputs = (x: Tensor, gamma?: Tensor, beta?: Tensor): readonly Tensor[] => {
  const { y, mean, variance } = batchNorm({ x, gamma, beta }, { epsilon, axis: x.rank - 1 });
  return [y, mean, variance];
};

onTorch('batch normalization', () => {
  testBatchNorm();

  const ways: Readonly<Record<string, (x: Handle, rows: number, torch: Torch) => Moments>> = {
    pairs: (x, _, torch) => momentsByPairs(x, 3, torch),
    groups: (x, rows, torch) => momentsByGroups(x, rows, 3, torch),
    once: (x, _, torch) => momentsAtOnce(x, torch),
  };

  test.each([
    ['pairs', 700, 2],
    ['groups', 700, 2],
    ['groups', 8192, 2],
    ['groups', 8192, 300],
    ['groups', 1027, 2],
    ['once', 700, 2],
  ] as const)('moments by %s, of %i rows around %i, are mean and variance', (way, rows, around) => {
    const torch = torchInUse();
    const draw = draws(5);
    const values = Float32Array.from({ length: rows * 3 }, () => around + draw());
    const expected = [0, 1, 2].map((channel) => {
      const own = [...values].filter((_, i) => i % 3 === channel);
      const mean = own.reduce((total, value) => total + value, 0) / rows;
      return [mean, own.reduce((total, value) => total + (value - mean) ** 2, 0) / rows] as const;
    });
    torch.scope(() => {
      const x = torch.upload(values, [rows, 3], 'float32');
      const { mean, variance } = ways[way]!(x, rows, torch);
      const read = (handle: typeof mean) => [...torch.download(handle, 3, 'float32')];
      expectNear(
        read(mean),
        expected.map(([each]) => each),
        1e-6,
      );
      expectNear(
        read(variance),
        expected.map(([, each]) => each),
        1e-6,
      );
    });
  });

  test('what is not finite spoils its channel alone', async () => {
    const values = Array.from({ length: 40 }, (_, i) => (i === 21 ? Number.NaN : Math.sin(i)));
    const x = { shape: [10, 4], values };
    const finite = (await valuesOf((each) => outputs(each!)[0]!, [x])).map(Number.isFinite);
    expect(finite).toEqual(values.map((_, i) => i % 4 !== 1));
  });
});
