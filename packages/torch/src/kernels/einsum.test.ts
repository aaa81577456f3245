import { einsum, randomNormal, tensor, tidy } from '@tensorflow/tfjs-core';
import { expectNear } from '@tests/kit';
import { onCpu } from '@tests/kit/offers';
import { expect, test } from 'vitest';
import { onTorch } from '../../testing/onTorch.ts';

const cases: [equation: string, shapes: number[][]][] = [
  [
    'ij,jk->ik',
    [
      [2, 3],
      [3, 4],
    ],
  ],
  [
    'bij,bjk->bik',
    [
      [5, 2, 3],
      [5, 3, 4],
    ],
  ],
  [
    'bij,bkj->kbi',
    [
      [5, 2, 3],
      [5, 4, 3],
    ],
  ],
  [
    'ij,ij->',
    [
      [2, 3],
      [2, 3],
    ],
  ],
  ['ijk->ki', [[2, 3, 4]]],
  ['i,j->ji', [[2], [3]]],
];

onTorch('einsum', () => {
  test.each(cases)('%s as on cpu', async (equation, shapes) => {
    const given = shapes.map((shape, i) => [randomNormal(shape, 0, 1, 'float32', i).arraySync(), shape] as const);
    const run = async () => {
      return tidy(() => [...einsum(equation, ...given.map(([values, shape]) => tensor(values, shape))).dataSync()]);
    };
    const found = await run();
    expectNear(found, await onCpu(run), 1e-5);
    expect(found.length).toBeGreaterThan(0);
  });
});
