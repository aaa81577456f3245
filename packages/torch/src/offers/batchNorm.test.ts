import { batchNorm } from '@kindling/core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { draws, expectNear } from '@tests/kit';
import { testBatchNorm, valuesOf } from '@tests/kit/offers';
import { expect, test } from 'vitest';
import { onTorch, torchInUse } from '../../testing/onTorch.ts';
import { momentsAtOnce, momentsByPairs } from './batchNorm.ts';

const epsilon = 0.1;
const outputs = (x: Tensor, gamma?: Tensor, beta?: Tensor): readonly Tensor[] => {
  const { y, mean, variance } = batchNorm({ x, gamma, beta }, { epsilon, axis: x.rank - 1 });
  return [y, mean, variance];
};

onTorch('batch normalization', () => {
  testBatchNorm();

  test.each(['momentsByPairs', 'momentsAtOnce'] as const)('%s are mean and variance', (name) => {
    const torch = torchInUse();
    const draw = draws(5);
    const values = Float32Array.from({ length: 700 * 3 }, () => 2 + draw());
    const expected = [0, 1, 2].map((channel) => {
      const own = [...values].filter((_, i) => i % 3 === channel);
      const mean = own.reduce((total, value) => total + value, 0) / 700;
      return [mean, own.reduce((total, value) => total + (value - mean) ** 2, 0) / 700] as const;
    });
    torch.scope(() => {
      const x = torch.upload(values, [700, 3], 'float32');
      const { mean, variance } = { momentsByPairs, momentsAtOnce }[name](x, 3, torch);
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
