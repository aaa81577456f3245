import { testBackends } from '@tests/kit';
import { beforeAll, describe, expect, test } from 'vitest';
import { lossCases, measureLoss } from './losses.ts';
import { prepare } from './prepare.ts';

describe.each(testBackends)('%s', (backend) => {
  beforeAll(() => prepare(backend));

  test.each(lossCases)('$name costs what Keras says, with its gradient', async (lossCase) => {
    const { forward, gradient } = measureLoss(lossCase);
    expect(await forward()).toBeLessThan(1e-6);
    expect(await gradient()).toBeLessThan(2e-5);
  });
});
