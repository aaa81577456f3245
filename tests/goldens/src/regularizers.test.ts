import { testBackends } from '@tests/kit';
import { beforeAll, describe, expect, test } from 'vitest';
import { prepare } from './prepare.ts';
import { measureRegularizer, regularizerCases } from './regularizers.ts';

describe.each(testBackends)('%s', (backend) => {
  beforeAll(() => prepare(backend));

  test.each(regularizerCases)('$name costs what Keras says, with its gradient', async (regularizerCase) => {
    const { forward, gradient } = measureRegularizer(regularizerCase);
    expect(await forward()).toBeLessThan(1e-6);
    expect(await gradient()).toBeLessThan(2e-5);
  });
});
